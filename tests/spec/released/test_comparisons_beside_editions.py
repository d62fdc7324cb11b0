"""Curves and deaths of both groups of a comparison do not tell of few, alone or beside earlier editions."""

import pytest

from tests.spec.released.test_attrition import told_flow
from tests.spec.released.test_subgroups_beside_editions import CURVE, DRAWN, ESTIMATE
from tests.support.spec import made

N, N_DEAD = 120, 40
"""Patients inside the indication, who are the treated; as many comparators. Those who died within 100 days."""
KEY = "EX004 | 2026-06-30"
OF_PATIENTS = "inside | all | all | overall_survival | kaplan_meier"
SURVIVAL = 1 - N_DEAD / N


def of_group(variant: str) -> str:
    return f"compared | comparator | older | overall_survival | {variant}"


ALL_CURVES = (
    OF_PATIENTS,
    of_group("unadjusted_treated"),
    of_group("unadjusted_comparator"),
    of_group("weighted_overlap_comparator"),
)


def curve(labels: str, survival: float = SURVIVAL) -> list[str]:
    return [
        f"{KEY} | {labels} | 100 | {N} | {N_DEAD} | 0 | {survival} | false",
        f"{KEY} | {labels} | 220 | {N - N_DEAD} | 0 | {N - N_DEAD} | {survival} | false",
    ]


CURVES = CURVE + "\n".join(line for labels in ALL_CURVES for line in curve(labels))
ESTIMATES = ESTIMATE + "\n".join(
    [
        f"{KEY} | {OF_PATIENTS} | 183 | {SURVIVAL} | probability | {N} | {N_DEAD} | false",
        f"{KEY} | inside | all | all | overall_survival_median | kaplan_meier | - | - | days | {N} | {N_DEAD} | false",
        f"{KEY} | inside | all | all | number_treated | new_starters | - | {N} | persons | {N} | - | false",
    ]
)
COMPARISON = (
    "agreement_id | data_cut | comparator_id | cohort | weights | n_treated | n_events_treated | n_comparators "
    "| n_events_comparators | suppressed\n"
    f"{KEY} | older | compared | overlap | {N} | {N_DEAD} | {N} | {N_DEAD} | false"
)
COUNTS = (
    "agreement_id | comparator_id | arm | category | n | suppressed\n"
    f"EX004 | older | treated | compared | {N} | false\nEX004 | older | comparator | compared | {N} | false"
)


def drawn_before(n_dead: int, labels: str) -> str:
    """What an edition a quarter earlier drew: how many were known to have died by half a year, and in all."""
    of_before = f"before | EX004 | 2026-03-31 | {labels}"
    survival = 1 - n_dead / N
    return DRAWN + "\n".join(
        f"{of_before} | {time} | {at_least} | {at_most} | {n} | {left} | {N} | {n_dead}"
        for time, at_least, at_most, n, left in (
            (183, survival - 0.0001, survival + 0.0001, n_dead, "-"),
            ("-", "-", "-", n_dead, 0),
        )
    )


NOTHING_BEFORE = DRAWN


def points(published: str = NOTHING_BEFORE) -> dict[str, dict[int, tuple]]:
    """By variant of the curve and by time: probability and step."""
    given = {
        "agreement.agreement": "agreement_id\nEX004",
        "reference.published_point": published,
        "released.attrition": told_flow(40, 12, 20, N),
        "result.comparison": COMPARISON,
        "result.estimate": ESTIMATES,
        "result.survival_curve": CURVES,
    }
    found: dict[str, dict[int, tuple]] = {}
    for row in made("released.survival_curve", given):
        found.setdefault(row["variant"], {})[row["time_days"]] = (row["survival"], row["rounded_to"])
    return found


COUNTED_BEFORE = """
    build_id | agreement_id | data_cut   | topic      | item             | category | n
    before   | EX004        | 2026-03-31 | comparison | older/comparator | compared | {}
"""


def deaths(
    published: str = NOTHING_BEFORE, of_patients: str = str(N_DEAD), n_compared_before: str = "-"
) -> tuple:
    """How many died of the treated and of the comparators, as told."""
    told = ESTIMATES.replace(f"days | {N} | {N_DEAD}", f"days | {N} | {of_patients}")
    given = {
        "reference.published_count": COUNTED_BEFORE.format(n_compared_before),
        "reference.published_point": published,
        "released.comparison_count": COUNTS,
        "released.estimate": told,
        "released.survival_curve": "",
        "result.comparison": COMPARISON,
        "result.estimate": ESTIMATES,
        "result.survival_curve": CURVES,
    }
    (row,) = made("released.comparison", {name: text for name, text in given.items() if text})
    return row["n_events_treated"], row["n_events_comparators"]


def test_where_the_treated_are_all_patients_their_curve_leaves_as_theirs_does():
    """Here these do not tell how many died by half a year, since three more did so since an earlier edition."""
    for published in (NOTHING_BEFORE, drawn_before(N_DEAD - 3, OF_PATIENTS)):
        told = points(published)
        assert told.get("unadjusted_treated") == told.get("kaplan_meier")
    assert points()["unadjusted_treated"] != told.get("unadjusted_treated")


def test_a_group_is_told_more_roughly_where_few_were_added_to_what_an_edition_drew():
    before = drawn_before(N_DEAD - 3, of_group("unadjusted_comparator"))
    alone, beside = points()["unadjusted_comparator"], points(before).get("unadjusted_comparator", {})
    assert alone[183] == (0.67, 0.01)
    assert beside.get(183, (None, 1))[1] > 0.01
    enough = drawn_before(N_DEAD - 12, of_group("unadjusted_comparator"))
    assert points(enough)["unadjusted_comparator"] == alone


@pytest.mark.parametrize("n_before", [None, N_DEAD - 3])
def test_weights_tell_a_group_at_its_own_times_and_no_finer(n_before):
    published = NOTHING_BEFORE
    if n_before is not None:
        published = drawn_before(n_before, of_group("unadjusted_comparator"))
    told = points(published)
    steps = {
        variant: {time: step for time, (_, step) in told.get(variant, {}).items()}
        for variant in ("unadjusted_comparator", "weighted_overlap_comparator")
    }
    assert steps["unadjusted_comparator"] == steps["weighted_overlap_comparator"]


def test_deaths_in_all_are_told_where_they_say_nothing_beside_earlier_ones():
    assert deaths() == (N_DEAD, N_DEAD)
    of_comparators = of_group("unadjusted_comparator")
    assert deaths(drawn_before(N_DEAD - 3, of_comparators)) == (N_DEAD, None)
    assert deaths(drawn_before(N_DEAD - 12, of_comparators)) == (N_DEAD, N_DEAD)


def test_of_all_patients_their_own_deaths_decide():
    assert deaths(of_patients="-") == (None, N_DEAD)


@pytest.mark.parametrize(
    ("n_before", "n_told"), [(N_DEAD + 1, N_DEAD), (N_DEAD + 3, None), (N_DEAD + 5, N_DEAD)]
)
def test_deaths_of_now_do_not_say_that_few_of_those_compared_before_lived_then(n_before, n_told):
    """Forty-three were compared and forty of the group have died by now: three at least were alive."""
    assert deaths(n_compared_before=str(n_before)) == (N_DEAD, n_told)
