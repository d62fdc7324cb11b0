"""agreement.planned_dose: the phases of planned dosing, each until the next begins."""

from tests.support.small_agreement import SMALL, changed, table_from
from tests.support.spec import expect

PHASES = """\
  planned_doses:
    - {from_day: 0, dose: 9, dose_unit: ug, interval_days: 1, source: ID2021_047}
    - {from_day: 7, dose: 28.5, dose_unit: ug, interval_days: 2, is_invented: true}
  lookback_days: 365"""


def test_every_phase_is_a_row(tmp_path):
    expect(
        table_from(changed(("  lookback_days: 365", PHASES)), tmp_path, "planned_dose"),
        """
        agreement_id | from_day | to_day | dose | dose_unit | interval_days | source     | is_invented
        EX001        | 0        | 7      | 9    | ug        | 1             | ID2021_047 | false
        EX001        | 7        | -      | 28.5 | ug        | 2             | -          | true
        """,
    )


def test_an_agreement_without_a_plan_has_no_row(tmp_path):
    assert table_from(SMALL, tmp_path, "planned_dose") == []
