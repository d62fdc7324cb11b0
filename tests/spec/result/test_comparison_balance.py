"""result.comparison_balance: how alike the groups are before and after weighting."""

import pytest

from tests.support.compared import given
from tests.support.spec import expect, made

COVARIATES = """
    agreement_id | comparator_id | covariate            | position
    EX004        | older         | sex                  | 1
    EX004        | older         | age                  | 2
    EX004        | older         | time_since_diagnosis | 3
"""


def of_main(rows):
    return [row for row in rows if row["cohort"] == "compared"]


def test_shares_by_level_are_told_apart_before_and_alike_after():
    """(0.75 - 0.25) / √((0.75 · 0.25 + 0.25 · 0.75) / 2) = 1.1547."""
    rows = of_main(made("result.comparison_balance", given()))
    expect(
        [
            {
                name: round(value, 4) + 0.0 if isinstance(value, float) else value
                for name, value in row.items()
            }
            for row in rows
        ],
        """
        covariate | level  | treated_before | comparator_before | difference_before | treated_after | comparator_after | difference_after | n_treated | n_comparators
        sex       | female | 0.75           | 0.25              | 1.1547            | 0.5           | 0.5              | 0                | 24        | 8
        sex       | male   | 0.25           | 0.75              | -1.1547           | 0.5           | 0.5              | 0                | 8         | 24
        """,
    )


def test_a_number_is_one_row_of_means_and_what_is_not_known_is_a_level_of_its_own():
    tables = given() | {"agreement.comparator_covariate": COVARIATES}
    lines = tables["cohort.comparison_person"].splitlines()
    unknown = [
        line.rsplit("|", 1)[0] + "| -" if "female" in line and place % 3 else line
        for place, line in enumerate(lines)
    ]
    rows = of_main(
        made("result.comparison_balance", tables | {"cohort.comparison_person": "\n".join(unknown)})
    )
    named = {(row["covariate"], row["level"]): row for row in rows}
    assert set(named) == {
        ("sex", "female"), ("sex", "male"), ("age", "all"), ("time_since_diagnosis", "all"),
        ("time_since_diagnosis", "missing"),
    }  # fmt: skip


def test_of_groups_that_cannot_be_weighted_there_is_none():
    assert made("result.comparison_balance", given(sexes=(("female", 1, 0), ("male", 0, 1)))) == []


def test_everybody_of_unknown_age_leaves_the_rest_to_compare_by():
    tables = given() | {
        "agreement.comparator_covariate": "agreement_id | comparator_id | covariate | position\nEX004 | older | earlier_lines | 1\nEX004 | older | sex | 2"
    }
    rows = of_main(made("result.comparison_balance", tables))
    assert {row["covariate"] for row in rows} == {"earlier_lines", "sex"}
    known = next(row for row in rows if (row["covariate"], row["level"]) == ("earlier_lines", "missing"))
    assert known["treated_before"] == known["comparator_before"] == pytest.approx(1)
