"""agreement.refund_code: The refund codes that point to the indication."""

from tests.support.small_agreement import SMALL, changed, table_from
from tests.support.spec import expect


def test_codes_of_the_diagnosis_stand_in_where_none_are_listed(tmp_path):
    expect(
        table_from(SMALL, tmp_path, "refund_code"),
        """
        agreement_id | code
        EX001        | C910
        EX001        | C911
        """,
    )


def test_listed_codes_take_their_place(tmp_path):
    text = changed(("criteria:", "attribution: {refund_codes: [C91]}\ncriteria:"))
    expect(
        table_from(text, tmp_path, "refund_code"),
        """
        agreement_id | code
        EX001        | C91
        """,
    )


def test_without_a_diagnosis_there_are_none(tmp_path):
    text = changed(('kind: diagnosis\n    values: ["C910", "C911"]', "kind: not_observable"))
    assert table_from(text, tmp_path, "refund_code") == []
