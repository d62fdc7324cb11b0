"""agreement.reassessment_decision: What the reassessment ended in."""

from tests.support.small_agreement import SMALL, table_from
from tests.support.spec import expect

DECIDED = """records:
  reassessment_decision: {date: 2024-02-05, outcome: permanent_with_criteria, \
     text: {english: Only first line, norwegian: Bare første linje}, is_invented: true}
"""


def test_a_decision_is_one_row(tmp_path):
    expect(
        table_from(SMALL + DECIDED, tmp_path, "reassessment_decision"),
        """
        agreement_id | decision_date | outcome                 | text_english    | text_norwegian    | source | is_invented
        EX001        | 2024-02-05    | permanent_with_criteria | Only first line | Bare første linje | -      | true
        """,
    )


def test_a_file_without_a_decision_has_none(tmp_path):
    assert table_from(SMALL, tmp_path, "reassessment_decision") == []
