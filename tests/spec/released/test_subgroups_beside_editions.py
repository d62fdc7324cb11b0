"""Probabilities of subgroups do not tell of few beside what editions drew before."""

import pytest

from tests.spec.released.test_attrition import told_flow
from tests.support.spec import made

FLOW = told_flow(40, 12, 20, 300)
ESTIMATE = (
    "agreement_id | data_cut | cohort | subgroup | level | measure | variant | time_days | estimate | unit | n "
    "| n_events | suppressed\n"
)
CURVE = (
    "agreement_id | data_cut | cohort | subgroup | level | measure | variant | time_days | n_risk | n_event "
    "| n_censor | survival | suppressed\n"
)
DRAWN = (
    "build_id | agreement_id | data_cut | cohort | subgroup | level | measure | variant | time_days "
    "| survival_least | survival_most | n_events | n_at_risk | n_at_start | n_events_exact\n"
)
N_DEAD = {"female": 40, "male": 60}
OF_SURVIVAL = "overall_survival | kaplan_meier"


def levels_told(**n_dead_before: int) -> dict[str, tuple]:
    """Of 150 women 40 have died within half a year, of as many men 60: probability, step and events told.

    Nobody was lost; an earlier edition told how many of each were known to have died.
    """
    estimates, curves, drawn = [], [], []
    for level, n in N_DEAD.items():
        of_level = f"EX004 | 2026-06-30 | inside | sex | {level} | {OF_SURVIVAL}"
        estimates.append(f"{of_level} | 183 | {1 - n / 150} | probability | 150 | {n} | false")
        curves += [
            f"{of_level} | 100 | 150 | {n} | 0 | {1 - n / 150} | false",
            f"{of_level} | 900 | {150 - n} | 0 | {150 - n} | {1 - n / 150} | false",
        ]
        if before := n_dead_before.get(level):
            drawn.append(
                f"before | EX004 | 2026-03-31 | inside | sex | {level} | {OF_SURVIVAL} | 183 | - | - | {before} "
                f"| {150 - before} | 150 | {before}"
            )
    whole = [
        f"EX004 | 2026-06-30 | inside | all | all | {OF_SURVIVAL} | 183 | 0.6667 | probability | 300 | 100 | false",
        "EX004 | 2026-06-30 | inside | all | all | number_treated | new_starters | - | 300 | persons | 300 | - | false",
    ]
    given = {
        "reference.published_point": DRAWN + "\n".join(drawn),
        "released.attrition": FLOW,
        "result.estimate": ESTIMATE + "\n".join([*whole, *estimates]),
        "result.survival_curve": CURVE + "\n".join(curves),
    }
    rows = made("released.estimate", given=given)
    return {
        row["level"]: (row["estimate"], row["rounded_to"], row["n_events"])
        for row in rows
        if row["subgroup"] == "sex"
    }


def test_alone_levels_are_told_finely_and_with_counts():
    assert levels_told() == {"female": (0.73, 0.01, 40), "male": (0.6, 0.01, 60)}


@pytest.mark.parametrize(("female", "male"), [(40, 60), (35, 50)], ids=["nobody", "five or more"])
def test_and_so_beside_an_edition_to_which_nobody_or_five_were_added(female, male):
    assert levels_told(female=female, male=male) == levels_told()


@pytest.mark.parametrize(
    ("before", "step"),
    [({"female": 37}, 0.01), ({"male": 57}, 0.02), ({"male": 58}, 0.05), ({"female": 38, "male": 60}, 0.1)],
)
def test_where_few_were_added_to_one_level_all_are_told_without_counts_and_as_roughly_as_it_takes(
    before, step
):
    assert {told[1:] for told in levels_told(**before).values()} == {(step, None)}
