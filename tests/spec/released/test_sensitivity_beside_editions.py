"""Survival under other demands on follow-up does not tell of few beside what editions drew, before or now."""

import pytest

from tests.spec.released.test_attrition import told_flow
from tests.spec.released.test_subgroups_beside_editions import CURVE, DRAWN, ESTIMATE
from tests.support.spec import made

N, N_FOLLOWED, N_DEAD = 300, 150, 40
"""New starters, those of them who could be followed for a year, and of these the dead by half a year."""
RELEASED_CURVE = CURVE.replace("| suppressed", "| rounded_to | suppressed")
OF_DEMAND = "inside | all | all | overall_survival | minimum_follow_up_365"


def told(n_dead_before: int | None) -> tuple:
    """Probability and step; an earlier edition told how many were known to have died, where there was one."""
    of_now, of_before = f"EX004 | 2026-06-30 | {OF_DEMAND}", f"before | EX004 | 2026-03-31 | {OF_DEMAND}"
    survival = 1 - N_DEAD / N_FOLLOWED
    estimates = [
        f"{of_now} | 183 | {survival} | probability | {N_FOLLOWED} | {N_DEAD} | false",
        "EX004 | 2026-06-30 | inside | all | all | overall_survival | kaplan_meier | 183 | 0.6667 | probability "
        f"| {N} | 100 | false",
        f"EX004 | 2026-06-30 | inside | all | all | number_treated | new_starters | - | {N} | persons | {N} | - | false",
    ]
    curves = [
        f"{of_now} | 100 | {N_FOLLOWED} | {N_DEAD} | 0 | {survival} | false",
        f"{of_now} | 900 | {N_FOLLOWED - N_DEAD} | 0 | {N_FOLLOWED - N_DEAD} | {survival} | false",
    ]
    drawn = (
        []
        if n_dead_before is None
        else [
            f"{of_before} | 183 | - | - | {n_dead_before} | {N_FOLLOWED - n_dead_before} | {N_FOLLOWED} "
            f"| {n_dead_before}"
        ]
    )
    given = {
        "reference.published_point": DRAWN + "\n".join(drawn),
        "released.attrition": told_flow(40, 12, 20, N),
        "result.estimate": ESTIMATE + "\n".join(estimates),
        "result.survival_curve": CURVE + "\n".join(curves),
    }
    rows = made("released.estimate", given=given)
    (row,) = [row for row in rows if row["variant"] == "minimum_follow_up_365"]
    return row["estimate"], row["rounded_to"]


@pytest.mark.parametrize("before", [None, N_DEAD, N_DEAD - 5], ids=["alone", "nobody added", "five added"])
def test_it_is_told_as_finely_as_it_may_be_where_nobody_or_five_were_added(before):
    assert told(before) == (0.73, 0.01)


@pytest.mark.parametrize("n_added", [1, 2])
def test_where_few_were_added_it_is_told_so_roughly_that_it_may_be_none_and_enough(n_added):
    assert told(N_DEAD - n_added) == (0.7, 0.1)


def told_beside_the_curve(n_dead: int) -> tuple:
    """Probability and step at two years of those followed for a year, of whom so many died by day 100.

    The curve of this edition tells that 100 of all had died by a year; 105 had by two.
    """
    of_all, of_demand = (
        f"EX004 | 2026-06-30 | inside | all | all | overall_survival | {variant}"
        for variant in ("kaplan_meier", "minimum_follow_up_365")
    )
    survival, of_them = 200 / N, (N_FOLLOWED - n_dead) / N_FOLLOWED
    estimates = [
        f"{of_demand} | 730 | {of_them} | probability | {N_FOLLOWED} | {n_dead} | false",
        f"{of_all} | 730 | 0.65 | probability | {N} | 105 | false",
        f"EX004 | 2026-06-30 | inside | all | all | number_treated | new_starters | - | {N} | persons | {N} | - | false",
    ]
    curves = [
        f"{of_all} | 100 | {N} | 100 | 0 | {survival} | false",
        f"{of_all} | 500 | 200 | 5 | 0 | 0.65 | false",
        f"{of_all} | 900 | 195 | 0 | 195 | 0.65 | false",
        f"{of_demand} | 100 | {N_FOLLOWED} | {n_dead} | 0 | {of_them} | false",
        f"{of_demand} | 900 | {N_FOLLOWED - n_dead} | 0 | {N_FOLLOWED - n_dead} | {of_them} | false",
    ]
    given = {
        "released.attrition": told_flow(40, 12, 20, N),
        "released.survival_curve": RELEASED_CURVE + f"{of_all} | 365 | 200 | 100 | 0 | 0.67 | 0.01 | false",
        "result.estimate": ESTIMATE + "\n".join(estimates),
        "result.survival_curve": CURVE + "\n".join(curves),
    }
    rows = made("released.estimate", given=given)
    (row,) = [row for row in rows if row["variant"] == "minimum_follow_up_365"]
    return row["estimate"], row["rounded_to"]


@pytest.mark.parametrize(("n_dead", "told"), [(100, (0.33, 0.01)), (95, (0.37, 0.01))])
def test_beside_the_curve_it_is_told_finely_where_nobody_or_five_more_had_died(n_dead, told):
    assert told_beside_the_curve(n_dead) == told


@pytest.mark.parametrize("n_dead", [97, 98])
def test_who_had_died_by_an_earlier_time_of_the_curve_were_no_few_more(n_dead):
    """Ninety-eight of them by two years, a hundred of all by one: at least two more, if that is told finely."""
    _, step = told_beside_the_curve(n_dead)
    assert step is None or step > 0.01
