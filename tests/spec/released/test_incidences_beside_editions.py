"""Incidences by cause do not tell of few beside their curve, survival, and what editions told of them before."""

import pytest

from tests.spec.released.test_attrition import told_flow
from tests.spec.released.test_estimate import COLUMNS
from tests.support.spec import made

PUBLISHED = "build_id | agreement_id | data_cut | cohort | subgroup | level | question | answer | at_least | at_most | n\n"
POINTS = (
    "agreement_id | cohort | subgroup | level | measure | variant | time_days | rounded_to | suppressed\n"
)
ROW = "EX004 | inside | all | all | {} | {} | {} | {} | probability | 300 | {} | false\n"
STOPPED, CHANGED, DIED = "treatment_stopped", "treatment_changed", "death_on_treatment"
BEGAN, DIED_WITHOUT = "next_line", "death_before_next_line"
ANY = {"gap_90": "treatment_duration", "new_line": "time_to_next_treatment"}


def steps(events: dict[str, int], variant: str = "gap_90", before: str = "", of_curve: float = 0.01) -> set:
    """The steps in which incidences of 300 persons by day 183 are told, beside their curve in a step of its own.

    `events` may have deaths too (overall_survival).
    """
    n_any = sum(n for measure, n in events.items() if measure != "overall_survival")
    rows = points = ""
    for measure, n in {**events, ANY[variant]: n_any}.items():
        is_curve = measure in (ANY[variant], "overall_survival")
        of = "kaplan_meier" if measure == "overall_survival" else variant
        share = 1 - n / 300 if is_curve else n / 300
        rows += ROW.format(measure, of, 183, share, n)
        if is_curve:
            step = of_curve if measure == ANY[variant] else 0.01
            points += f"EX004 | inside | all | all | {measure} | {of} | 183 | {step} | false\n"
    estimates = (COLUMNS + rows).replace("agreement_id", "agreement_id | data_cut")
    found = made(
        "released.estimate",
        given={
            "agreement.agreement": "agreement_id | primary_duration_variant\nEX004 | gap_90",
            "released.attrition": told_flow(40, 12, 20, 300),
            "reference.published_answer": PUBLISHED + before,
            "result.estimate": estimates.replace("EX004", "EX004 | 2026-06-30"),
            "released.survival_curve": POINTS + points,
        },
    )
    return {
        row["rounded_to"]
        for row in found
        if row["measure"] in events and row["measure"] != "overall_survival"
    }


def told_before(measure: str, variant: str, low: int, high: int, n: int | str) -> str:
    return (
        f"before | EX004 | 2026-03-31 | inside | all | all | ended/{measure}/{variant}/183 | yes "
        f"| {low} | {high} | {n}\n"
    )


@pytest.mark.parametrize("of_curve", [0.01, 0.05])
def test_one_less_their_sum_is_a_point_of_the_curve_which_they_tell_no_finer(of_curve):
    assert steps({STOPPED: 90, CHANGED: 60, DIED: 30}, of_curve=of_curve) == {of_curve}


@pytest.mark.parametrize(
    ("n_stopped", "before", "step"),
    [
        (62, told_before(STOPPED, "gap_90", 60, 60, 60), 0.05),
        (90, told_before(STOPPED, "gap_90", 60, 60, 60), 0.01),
        (62, told_before(STOPPED, "gap_90", 55, 65, 60), 0.01),
        (62, "", 0.01),
    ],
    ids=["two stopped since", "thirty stopped since", "told roughly then", "no edition"],
)
def test_they_are_told_in_longer_steps_where_few_have_had_a_cause_since(n_stopped, before, step):
    """Of 300 one in a hundred is three persons: 62 to 64, two to four more than 60. In steps of two 57 to 63."""
    assert steps({STOPPED: n_stopped, CHANGED: 0, DIED: 40}, before=before) == {step}


@pytest.mark.parametrize(("n_died", "step"), [(62, 0.02), (80, 0.01)])
def test_nor_do_they_say_beside_survival_that_few_died_after_a_next_line(n_died, step):
    """Of 62 dead 58 had no next line: in steps of a hundredth 62 to 64 died, and 56 to 58 of them without one."""
    assert steps({BEGAN: 50, DIED_WITHOUT: 58, "overall_survival": n_died}, "new_line") == {step}
