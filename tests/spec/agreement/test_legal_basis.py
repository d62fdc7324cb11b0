"""agreement.legal_basis: On what ground the assessor may see the numbers as they are."""

from tests.support.small_agreement import SMALL, table_from
from tests.support.spec import expect

STATED = """records:
  legal_basis: {holder: The agency, valid_from: 2022-02-01, valid_to: 2025-12-31, \
     text: {english: By decision, norwegian: Etter vedtak}, is_invented: true}
"""


def test_a_basis_is_one_row(tmp_path):
    expect(
        table_from(SMALL + STATED, tmp_path, "legal_basis"),
        """
        agreement_id | holder     | valid_from | valid_to   | text_english | text_norwegian | source | is_invented
        EX001        | The agency | 2022-02-01 | 2025-12-31 | By decision  | Etter vedtak   | -      | true
        """,
    )


def test_a_file_without_a_basis_has_none(tmp_path):
    assert table_from(SMALL, tmp_path, "legal_basis") == []
