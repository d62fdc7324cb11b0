"""agreement.duration_rule: The treatment-end rules, side by side."""

from tests.support.small_agreement import SMALL, table_from
from tests.support.spec import expect


def test_every_rule_is_a_row(tmp_path):
    expect(
        table_from(SMALL, tmp_path, "duration_rule"),
        """
        agreement_id | variant   | permitted_gap_days | with_tail
        EX001        | gap_90    | 90                 | true
        EX001        | last_dose | 90                 | false
        """,
    )
