"""Survival is told so that beside incidences of an earlier edition it does not say how few have died since."""

import pytest

from tests.spec.released.test_attrition import told_flow
from tests.spec.released.test_incidences_beside_editions import PUBLISHED, told_before
from tests.support.spec import made

CURVE = "EX004 | 2026-06-30 | inside | all | all | overall_survival | kaplan_meier | {} | {} | {} | {} | {} | false\n"
ROW = "EX004 | 2026-06-30 | inside | all | all | {} | {} | 183 | probability | 300 | {} | false\n"


def is_counted(n_died: int, n_without: int, before: str) -> bool:
    """Whether the dead of 300 persons by day 183 are counted, `n_without` of whom had no next line.

    All are followed; 40 have had a next line.
    """
    curve = (
        "agreement_id | data_cut | cohort | subgroup | level | measure | variant | time_days | n_risk | n_event"
        " | n_censor | survival | suppressed\n"
        + CURVE.format(100, 300, n_died, 0, 1 - n_died / 300)
        + CURVE.format(900, 300 - n_died, 0, 300 - n_died, 1 - n_died / 300)
    )
    estimates = (
        "agreement_id | data_cut | cohort | subgroup | level | measure | variant | time_days | unit | n | n_events"
        " | suppressed\n"
        "EX004 | 2026-06-30 | inside | all | all | number_treated | new_starters | - | persons | 300 | - | false\n"
        + ROW.format("overall_survival", "kaplan_meier", n_died)
        + ROW.format("next_line", "new_line", 40)
        + ROW.format("death_before_next_line", "new_line", n_without)
        + ROW.format("time_to_next_treatment", "new_line", 40 + n_without)
    )
    rows = made(
        "released.survival_curve",
        given={
            "agreement.agreement": "agreement_id | primary_duration_variant\nEX004 | gap_90",
            "reference.published_answer": PUBLISHED + before,
            "released.attrition": told_flow(40, 12, 20, 300),
            "result.estimate": estimates,
            "result.survival_curve": curve,
        },
    )
    found = {row["time_days"]: row["n_event"] for row in rows}
    assert 183 in found, "told in any case"
    return found[183] is not None


@pytest.mark.parametrize(
    ("n_died", "n_without", "before", "leaves"),
    [
        (63, 62, told_before("death_before_next_line", "new_line", 60, 64, 60), False),
        (63, 62, told_before("death_before_next_line", "new_line", 55, 64, 60), True),
        (90, 70, told_before("death_before_next_line", "new_line", 60, 64, 60), True),
        (63, 62, "", True),
    ],
    ids=["three since, at most", "eight since, at most", "ten since", "no edition"],
)
def test_the_dead_are_not_counted_where_few_can_have_died_since_an_incidence_was_told(
    n_died, n_without, before, leaves
):
    assert is_counted(n_died, n_without, before) == leaves
