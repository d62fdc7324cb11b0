"""Survival of those who started before the agreement does not tell of few, alone or beside earlier editions."""

import pytest

from tests.spec.released.test_attrition import told_flow
from tests.spec.released.test_subgroups_beside_editions import CURVE, DRAWN, ESTIMATE
from tests.support.spec import made

N_STARTED, N_FOLLOWED, N_DEAD = 300, 298, 40
"""Who started before the agreement, those of them followed to a year, and of these the dead by two years."""
OF_EARLIER = "earlier_starter | all | all | overall_survival | landmark_365"


def told(n_dead_before: int | None = None, n_dead: int = N_DEAD) -> dict:
    """The row of two years; an earlier edition told how many were known to have died, where there was one."""
    of_now, of_before = f"EX004 | 2026-06-30 | {OF_EARLIER}", f"before | EX004 | 2026-03-31 | {OF_EARLIER}"
    survival = 1 - n_dead / N_FOLLOWED
    curves = [
        f"{of_now} | 400 | {N_FOLLOWED} | {n_dead} | 0 | {survival} | false",
        f"{of_now} | 900 | {N_FOLLOWED - n_dead} | 0 | {N_FOLLOWED - n_dead} | {survival} | false",
    ]
    drawn = (
        []
        if n_dead_before is None
        else [
            f"{of_before} | 730 | - | - | {n_dead_before} | {N_FOLLOWED - n_dead_before} | {N_FOLLOWED} "
            f"| {n_dead_before}"
        ]
    )
    given = {
        "reference.published_point": DRAWN + "\n".join(drawn),
        "released.attrition": told_flow(N_STARTED, 12, 20, 300),
        "result.estimate": ESTIMATE
        + f"{of_now} | 730 | {survival} | probability | {N_FOLLOWED} | {n_dead} | false",
        "result.survival_curve": CURVE + "\n".join(curves),
    }
    (row,) = made("released.estimate", given=given)
    return row


def test_how_many_are_followed_does_not_stand_beside_how_many_started():
    row = told()
    assert (row["estimate"], row["rounded_to"]) == (0.87, 0.01)
    assert (row["n"], row["n_events"]) == (None, None)


@pytest.mark.parametrize("n_dead", [4, 294], ids=["four died", "four lived"])
def test_it_does_not_leave_with_few_events_or_few_others(n_dead):
    assert told(n_dead=n_dead)["estimate"] is None


@pytest.mark.parametrize("before", [N_DEAD, N_DEAD - 5], ids=["nobody added", "five added"])
def test_it_is_told_as_finely_as_it_may_be_where_nobody_or_five_were_added(before):
    assert told(before)["rounded_to"] == 0.01


@pytest.mark.parametrize("n_added", [1, 2])
def test_where_few_were_added_it_is_told_so_roughly_that_it_may_be_none_and_enough(n_added):
    assert told(N_DEAD - n_added)["rounded_to"] > 0.01
