"""result.comparison: sizes, follow-up, likeness and firmness of each comparison."""

import pytest

from tests.support.compared import given
from tests.support.spec import expect, made

BALANCE = """
    agreement_id | comparator_id | cohort   | covariate | level  | difference_before | difference_after
    EX004        | older         | compared | age       | all    | 0.3               | -0.12
    EX004        | older         | compared | sex       | female | -1.1              | 0.01
    EX004        | older         | compared | sex       | male   | 1.1               | -0.01
    EX004        | older         | compared | region    | 3      | -                 | -
"""
RATIOS = """
    agreement_id | level | cohort   | measure      | variant          | estimate | lower | upper
    EX004        | older | compared | hazard_ratio | unadjusted       | 0.5      | 0.4   | 0.6
    EX004        | older | compared | hazard_ratio | weighted_overlap | 0.7      | 0.5   | 0.9
"""


def main(rows):
    return [row for row in rows if row["cohort"] == "compared"]


def test_sizes_deaths_and_effective_numbers_of_both_groups():
    """Weights 1/4 and 3/4: (24 · 1/4 + 8 · 3/4)² / (24 / 16 + 8 · 9/16) = 24 persons would tell as much."""
    rows = main(made("result.comparison", given()))
    expect(
        [
            row | {name: round(row[name], 6) for name in ("effective_n_treated", "effective_n_comparators")}
            for row in rows
        ],
        """
        agreement_id | comparator_id | weights | horizon_days | why_not | n_treated | n_events_treated | n_comparators | n_events_comparators | effective_n_treated | effective_n_comparators
        EX004        | older         | overlap | 365          | -       | 32        | 8                | 32            | 24                   | 24                  | 24
        """,
    )
    assert 1000 <= rows[0]["follow_up_median_treated_days"] <= 1008
    assert 0 <= rows[0]["proportional_hazards_p_value"] <= 1


def test_those_of_unknown_prior_use_are_counted_and_left_out_of_the_narrower_comparison():
    """One woman and one man of the treated, two and two of the comparators; every man dies."""
    rows = made("result.comparison", given(n_unknown={"treated": 1, "comparator": 2}))
    expect(
        rows,
        """
        cohort                     | n_treated | n_events_treated | n_prior_use_unknown_treated | n_comparators | n_events_comparators | n_prior_use_unknown_comparators
        compared                   | 32        | 8                | 2                           | 32            | 24                   | 4
        compared_with_undetermined | 32        | 8                | 2                           | 32            | 24                   | 4
        compared_new_users         | 30        | 7                | 0                           | 28            | 22                   | 0
        """,
    )


def test_deaths_are_counted_up_to_the_horizon():
    """Men die on days 100 to 107, as many on each: three of 24 comparators on day 100, one of eight treated."""
    early = given() | {
        "agreement.comparator_cohort": "agreement_id | comparator_id | weights | horizon_days\n"
        "EX004 | older | overlap | 100"
    }
    expect(
        main(made("result.comparison", early)),
        """
        n_events_treated | n_events_treated_to_horizon | n_events_comparators | n_events_comparators_to_horizon
        8                | 1                           | 24                   | 3
        """,
    )


def test_the_largest_differences_are_named():
    rows = main(made("result.comparison", given() | {"result.comparison_balance": BALANCE}))
    expect(
        rows,
        """
        largest_covariate_before | largest_difference_before | largest_covariate_after | largest_difference_after
        sex                      | 1.1                       | age                     | 0.12
        """,
    )


def test_the_e_value_is_that_of_the_weighted_hazard_ratio():
    """Half of all die, so the ratio is converted: (1 - 0.5^√0.7) / (1 - 0.5^√(1/0.7)) = 0.7813; turned it is
    1.2799, and 1.2799 + √(1.2799 · 0.2799) = 1.8785 (VanderWeele and Ding 2017)."""
    row = main(made("result.comparison", given() | {"result.comparison_estimate": RATIOS}))[0]
    assert row["risk_ratio"] == pytest.approx((1 - 0.5**0.7**0.5) / (1 - 0.5 ** (1 / 0.7) ** 0.5))
    turned = 1 / row["risk_ratio"]
    assert row["e_value"] == pytest.approx(turned + (turned * (turned - 1)) ** 0.5)
    assert 1 < row["e_value_limit"] < row["e_value"]


@pytest.mark.parametrize(
    ("sexes", "why_not"),
    [
        ((("female", 1, 0), ("male", 0, 1)), "no_weights"),
        ((("female", 1, 0), ("male", 1, 0)), "no_comparators"),
        ((("female", 0, 1), ("male", 0, 1)), "nobody_treated"),
    ],
)
def test_why_groups_are_not_compared(sexes, why_not):
    row = main(made("result.comparison", given(sexes=sexes)))[0]
    assert row["why_not"] == why_not
    assert row["effective_n_treated"] is row["e_value"] is row["proportional_hazards_p_value"] is None


@pytest.mark.parametrize(
    ("sexes", "separated_by"),
    [
        ((("female", 1, 0), ("male", 0, 1)), "sex"),
        ((("female", 1, 1), ("male", 0, 1)), "sex"),
        ((("female", 1, 0), ("male", 1, 0)), None),
        ((("female", 3, 1), ("male", 1, 3)), None),
    ],
)
def test_what_tells_the_groups_apart_is_named(sexes, separated_by):
    """Ages and times since the diagnosis are spread alike in both groups; region is not known of anybody."""
    adjusted = "agreement_id | comparator_id | covariate | position\n" + "\n".join(
        f"EX004 | older | {name} | {place}" for place, name in enumerate(("age", "region", "sex"))
    )
    tables = given(sexes=sexes) | {"agreement.comparator_covariate": adjusted}
    row = main(made("result.comparison", tables))[0]
    assert row["separated_by"] == separated_by


def test_an_age_unknown_of_all_in_one_group_tells_them_apart():
    tables = given()
    head, *lines = tables["cohort.comparison_person"].splitlines()
    place = [cell.strip() for cell in head.split("|")].index("age_years")
    cells = [line.split(" | ") for line in lines]
    unknown = [
        " | ".join("-" if at == place and of[2].strip() == "treated" else cell for at, cell in enumerate(of))
        for of in cells
    ]
    tables["cohort.comparison_person"] = "\n".join([head, *unknown])
    tables["agreement.comparator_covariate"] = (
        "agreement_id | comparator_id | covariate | position\nEX004 | older | age | 1"
    )
    expect(main(made("result.comparison", tables)), "why_not | separated_by\nno_weights | age")


@pytest.mark.parametrize("second", ["earlier_lines", "spread_at_diagnosis"])
def test_two_covariates_unknown_of_the_same_persons_are_adjusted_for(second):
    """Whose diagnosis is not in the registers has no time since it, no spread and no earlier lines known."""
    tables = given()
    head, *lines = tables["cohort.comparison_person"].splitlines()
    rows = []
    for place, line in enumerate(lines):
        *known, days = line.split(" | ")
        unknown = place % 5 == 0
        lines_before, spread = ("-", "-") if unknown else (place % 3, ("distant", "regional")[place % 2])
        rows.append(" | ".join([*known, "-" if unknown else days, str(lines_before), spread]))
    tables["cohort.comparison_person"] = "\n".join([f"{head} | n_earlier_lines | spread", *rows])
    tables["agreement.comparator_covariate"] = (
        "agreement_id | comparator_id | covariate | position\n"
        f"EX004 | older | time_since_diagnosis | 1\nEX004 | older | {second} | 2"
    )
    row = main(made("result.comparison", tables))[0]
    assert row["why_not"] is None and row["effective_n_treated"] > 20


def test_a_cohort_without_persons_is_said_and_a_proposal_is_not_compared():
    tables = {
        name: given()[name]
        for name in ("agreement.agreement", "agreement.comparator_cohort", "agreement.comparator_covariate")
    }
    expect(
        main(made("result.comparison", tables)), "why_not | n_treated | n_comparators\nnobody_treated | 0 | 0"
    )
    proposal = tables | {"agreement.agreement": "agreement_id | is_proposal\nEX004 | true"}
    assert made("result.comparison", proposal) == []
