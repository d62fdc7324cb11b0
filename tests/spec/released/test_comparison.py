"""released.comparison: what a comparison rests on, of groups large enough."""

import pytest

from tests.support.released_comparison import COMPARISON, FEW, OWN
from tests.support.spec import expect, made

COUNTS = """
    agreement_id | comparator_id | arm        | category | n   | suppressed
    EX004        | older         | treated    | compared | 100 | false
    EX004        | older         | comparator | compared | -   | true
"""


def released(comparison, counts=COUNTS):
    given = {"result.comparison": comparison, "result.estimate": OWN, "released.comparison_count": counts}
    return made("released.comparison", given)


def test_facts_leave_and_numbers_of_persons_where_they_have_left_among_the_counts():
    expect(
        released(COMPARISON),
        """
        comparator_id | weights | horizon_days | n_treated | n_comparators | n_events_comparators | effective_n_treated | e_value | suppressed
        older         | overlap | 730          | 100       | -             | -                    | 90                  | 2.1     | false
        """,
    )


def test_a_comparison_of_few_keeps_everything_but_what_the_agreement_says():
    expect(
        released(FEW),
        """
        comparator_id | weights | horizon_days | n_treated | n_events_comparators | effective_n_treated | e_value | suppressed
        older         | overlap | 730          | -         | -                    | -                   | -       | true
        """,
    )


def test_why_there_is_no_comparison_is_said():
    none = """
        agreement_id | data_cut   | comparator_id | cohort   | why_not        | n_treated | n_comparators | suppressed
        EX004        | 2026-06-30 | older         | compared | no_comparators | 100       | 0             | false
    """
    expect(released(none), "why_not | n_treated | suppressed\nno_comparators | - | true")


@pytest.mark.parametrize(("n_treated", "n_comparators", "shown"), [(5, 5, "sex"), (4, 50, "-"), (50, 4, "-")])
def test_what_tells_groups_apart_is_said_of_five_or_more(n_treated, n_comparators, shown):
    separated = f"""
        agreement_id | data_cut   | comparator_id | cohort   | why_not    | separated_by | n_treated    | n_comparators   | suppressed
        EX004        | 2026-06-30 | older         | compared | no_weights | sex          | {n_treated} | {n_comparators} | false
    """
    expect(
        released(separated),
        f"why_not | separated_by | n_treated | suppressed\nno_weights | {shown} | - | true",
    )


def with_prior_use(unknown_treated: int, unknown_comparators: int, counts: str) -> dict:
    head, row = COMPARISON.strip().splitlines()
    names = "n_prior_use_unknown_treated | n_prior_use_unknown_comparators | n_events_comparators_to_horizon"
    numbers = f"{unknown_treated} | {unknown_comparators} | 40"
    (found,) = released(f"{head} | {names}\n{row} | {numbers}", counts)
    return found


@pytest.mark.parametrize(
    ("unknown", "shown"), [((0, 20), (0, 20)), ((20, 4), (None, None)), ((100, 77), (100, None))]
)
def test_how_many_are_of_unknown_prior_use_leaves_where_neither_they_nor_the_rest_are_few(unknown, shown):
    row = with_prior_use(*unknown, COUNTS.replace("-   | true", "80  | false"))
    assert (row["n_prior_use_unknown_treated"], row["n_prior_use_unknown_comparators"]) == shown
    assert row["n_comparators"] == 80 and row["n_events_comparators_to_horizon"] is None


def test_and_not_where_the_number_compared_stays():
    row = with_prior_use(0, 20, COUNTS)
    assert (row["n_prior_use_unknown_treated"], row["n_prior_use_unknown_comparators"]) == (0, None)


def test_the_effective_number_leaves_with_the_number_itself():
    """Of treated who are not weighted it is the same; of others whole persons are told, downwards."""
    head, row = COMPARISON.strip().splitlines()
    (found,) = released(f"{head} | effective_n_comparators\n{row} | 78.5")
    assert (found["effective_n_treated"], found["effective_n_comparators"]) == (90, None)


def test_what_is_no_count_is_told_in_steps():
    """To all digits they would be the mark of the persons whom they are of."""
    head, row = COMPARISON.strip().splitlines()
    names = (
        "follow_up_median_treated_days | proportional_hazards_p_value | largest_difference_after | risk_ratio"
    )
    (found,) = released(f"{head} | {names}\n{row} | 777 | 0.23456 | 0.0312 | 0.81234")
    told = [found[name.strip()] for name in names.split("|")]
    assert told == [784, 0.235, 0.04, 0.812]


@pytest.mark.parametrize(("told", "shown"), [("0.2", 0.2), ("-", None)])
def test_the_largest_difference_leaves_where_it_does_among_the_others(told, shown):
    balance = f"""
        agreement_id | comparator_id | cohort   | covariate | level  | difference_before
        EX004        | older         | compared | sex       | female | {told}
    """
    head, row = COMPARISON.strip().splitlines()
    given = {
        "result.comparison": f"{head} | largest_covariate_before | largest_difference_before\n{row} | sex | 0.2",
        "result.estimate": OWN,
        "released.comparison_count": COUNTS,
        "released.comparison_balance": balance,
    }
    (found,) = made("released.comparison", given)
    assert (found["largest_covariate_before"], found["largest_difference_before"]) == ("sex", shown)
