"""released.estimate and released.survival_curve: the comparisons' rows leave by a rule of their own."""

from itertools import pairwise

import pytest

from tests.support.released_comparison import COMPARISON, ESTIMATES, FEW, flow
from tests.support.spec import expect, made

POINTS = """
    agreement_id | cohort   | subgroup   | level | measure          | variant                     | time_days | suppressed
    EX004        | compared | comparator | older | overall_survival | weighted_overlap_treated    | 365       | false
    EX004        | compared | comparator | older | overall_survival | weighted_overlap_comparator | 300       | false
"""


def released(comparison, points=POINTS, estimates=ESTIMATES):
    given = {
        "released.attrition": flow(),
        "result.comparison": comparison,
        "result.estimate": estimates,
        "released.survival_curve": points,
    }
    return [row for row in made("released.estimate", given) if row["cohort"] == "compared"]


def test_survival_at_a_time_needs_a_released_point_on_each_of_its_curves_and_no_count_leaves():
    expect(
        released(COMPARISON),
        """
        measure                    | time_days | estimate | upper | n | n_events | suppressed
        treated_survival           | 365       | 0.8      | 0.9   | - | -        | false
        comparator_survival        | 365       | -        | -     | - | -        | true
        survival_difference        | 365       | -        | -     | - | -        | true
        hazard_ratio               | -         | 0.7      | 0.9   | - | -        | false
        restricted_mean_difference | 730       | 56       | 112   | - | -        | false
        """,
    )


def test_the_difference_leaves_with_both_points():
    rows = released(COMPARISON, POINTS.replace("| 300 ", "| 365 "))
    assert not [row["measure"] for row in rows if row["suppressed"]]


def in_steps(step: float, exact: str = ESTIMATES) -> dict[str, tuple]:
    """By measure: estimate, limits and step, where both curves are told in these steps."""
    head, *lines = POINTS.replace("| 300 ", "| 365 ").strip().splitlines()
    points = "\n".join([f"{head} | rounded_to", *(f"{line} | {step}" for line in lines)])
    found = released(COMPARISON, points, exact)
    return {
        row["measure"]: tuple(row[name] for name in ("estimate", "lower", "upper", "rounded_to"))
        for row in found
    }


EXACTLY = (
    ESTIMATES.replace("| 0.8      | 0.7   | 0.9 ", "| 0.81     | 0.69  | 0.93")
    .replace("| 0.6      | 0.5   | 0.7 ", "| 0.63     | 0.52  | 0.74")
    .replace("| 0.2      | 0.1   | 0.3 ", "| 0.18     | 0.02  | 0.31")
    .replace("| 0.7      | 0.5   | 0.9 ", "| 0.70389  | 0.5012| 0.9034")
)


def test_a_difference_is_that_of_what_is_told_and_so_are_its_steps():
    told = in_steps(0.05, EXACTLY)
    assert told["treated_survival"] == (0.8, 0.7, 0.95, 0.05)
    assert told["comparator_survival"] == (0.65, 0.5, 0.75, 0.05)
    assert told["survival_difference"] == (0.15, 0.0, 0.3, 0.1)


def test_limits_are_told_in_steps_of_both_and_nothing_has_no_sign():
    told = in_steps(0.05, EXACTLY.replace("| 0.02  | 0.31", "| 0.03  | 0.28"))
    assert [str(number) for number in told["survival_difference"][1:3]] == ["0.0", "0.3"]


def test_the_limits_of_a_difference_of_groups_as_they_are_follow_from_theirs_and_stay():
    as_they_are = [text.replace("weighted_overlap", "unadjusted") for text in (ESTIMATES, POINTS)]
    found = released(COMPARISON, as_they_are[1].replace("| 300 ", "| 365 "), as_they_are[0])
    (difference,) = [row for row in found if row["measure"] == "survival_difference"]
    assert (round(difference["estimate"], 6), difference["lower"], difference["upper"]) == (0.2, None, None)


@pytest.mark.parametrize(("step", "days"), [(0.01, 7), (0.02, 7), (0.05, 28)])
def test_ratios_are_told_in_steps_of_their_size_and_means_as_finely_as_the_curves(step, days):
    told = in_steps(step, EXACTLY)
    assert told["hazard_ratio"] == (0.704, 0.501, 0.903, 0.001)
    assert told["restricted_mean_difference"][3] == days


def test_of_a_comparison_of_few_nothing_leaves():
    assert {row["suppressed"] for row in released(FEW)} == {True}
    assert {row["estimate"] for row in released(FEW)} == {None}


def curve(variant: str) -> list[str]:
    """Twenty deaths, one each tenth day, of 80."""
    key = f"EX004 | 2026-06-30 | compared | comparator | older | overall_survival | {variant}"
    return [
        f"{key} | {10 * step} | {81 - step} | 1 | 0 | {(80 - step) / 80} | false" for step in range(1, 21)
    ]


def curves(comparison):
    header = "agreement_id | data_cut | cohort | subgroup | level | measure | variant | time_days | n_risk | n_event | n_censor | survival | suppressed"
    wider = [
        line.replace("compared |", "compared_with_undetermined |") for line in curve("unadjusted_treated")
    ]
    given = {
        "released.attrition": flow(),
        "result.comparison": comparison,
        "result.estimate": ESTIMATES,
        "result.survival_curve": "\n".join([header, *curve("unadjusted_treated"), *wider]),
    }
    return made("released.survival_curve", given)


def test_curves_leave_thinned_without_counts_and_of_the_main_comparison_only():
    rows = curves(COMPARISON)
    assert {row["cohort"] for row in rows} == {"compared"}
    assert {row["n_risk"] for row in rows} | {row["n_event"] for row in rows} == {None}
    heights = sorted({row["survival"] for row in rows}, reverse=True)
    steps = [round(80 * (before - after)) for before, after in pairwise(heights)]
    assert steps and min(steps) >= 5
    assert 183 in {row["time_days"] for row in rows}


def test_curves_of_few_stay():
    assert curves(FEW) == []
