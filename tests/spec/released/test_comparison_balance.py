"""released.comparison_balance: all levels of a covariate leave, or none."""

from tests.support.released_comparison import COMPARISON, FEW, OWN, counts
from tests.support.spec import expect, made

BALANCE = """
    agreement_id | data_cut   | comparator_id | cohort                     | covariate | level  | treated_before | comparator_before | difference_before | treated_after | difference_after | n_treated | n_comparators | suppressed
    EX004        | 2026-06-30 | older         | compared                   | age       | all    | 66             | 70                | -0.4              | 68            | 0                | 100       | 80            | false
    EX004        | 2026-06-30 | older         | compared                   | sex       | female | 0.6            | 0.5               | 0.2               | 0.55          | 0                | 60        | 40            | false
    EX004        | 2026-06-30 | older         | compared                   | sex       | male   | 0.4            | 0.5               | -0.2              | 0.45          | 0                | 40        | 40            | false
    EX004        | 2026-06-30 | older         | compared                   | region    | 3      | 0.97           | 1                 | -0.2              | 0.98          | 0                | 97        | 80            | false
    EX004        | 2026-06-30 | older         | compared                   | region    | 4      | 0.03           | 0                 | 0.2               | 0.02          | 0                | 3         | 0             | false
    EX004        | 2026-06-30 | older         | compared_with_undetermined | age       | all    | 66             | 70                | -0.4              | 68            | 0                | 110       | 90            | false
"""


TOLD = """
    agreement_id | comparator_id | arm        | category | n   | suppressed
    EX004        | older         | treated    | compared | 100 | false
    EX004        | older         | comparator | compared | 80  | false
"""


def released(comparison=COMPARISON, other_group=0, own=OWN, told=TOLD):
    given = {
        "result.comparison_balance": BALANCE,
        "result.comparison": comparison,
        "result.comparison_count": counts({"other_group": other_group, "compared": 100}, {"compared": 80}),
        "released.comparison_count": told,
        "result.estimate": own,
    }
    return made("released.comparison_balance", given)


def test_a_covariate_with_a_small_level_stays_whole_and_no_count_leaves():
    expect(
        released(),
        """
        cohort                     | covariate | level  | treated_before | treated_after | difference_before | n_treated | n_comparators | suppressed
        compared                   | age       | all    | 66             | 68            | -0.4              | -         | -             | false
        compared                   | sex       | female | 0.6            | 0.55          | 0.2               | -         | -             | false
        compared                   | sex       | male   | 0.4            | 0.45          | -0.2              | -         | -             | false
        compared                   | region    | 3      | -              | -             | -                 | -         | -             | true
        compared                   | region    | 4      | -              | -             | -                 | -         | -             | true
        compared_with_undetermined | age       | all    | -              | -             | -                 | -         | -             | true
        """,
    )


def told_of_age(n_not_followed: int = 0) -> list[float]:
    exactly = BALANCE.replace(
        "| 66             | 70                | -0.4 ", "| 66.1234        | 70.1234           | -0.4123"
    )
    assert exactly != BALANCE
    given = {
        "result.comparison_balance": exactly,
        "result.comparison": COMPARISON,
        "result.comparison_count": counts(
            {"compared": 100, "not_followed": n_not_followed}, {"compared": 80}
        ),
        "released.comparison_count": TOLD,
        "result.estimate": OWN,
    }
    rows = made("released.comparison_balance", given)
    age = next(row for row in rows if row["level"] == "all" and row["cohort"] == "compared")
    return [age[name] for name in ("treated_before", "comparator_before", "difference_before")]


def test_a_mean_is_told_no_finer_than_one_person_weighs():
    assert told_of_age() == [66.1, 70.2, -0.42]


def test_the_steps_do_not_say_that_fewer_than_four_are_not_followed():
    """With one of 101 not followed, as if four were not."""
    assert told_of_age(1) == [66.2, 70.2, -0.42]


def test_of_a_comparison_of_few_nothing_leaves():
    assert {row["suppressed"] for row in released(FEW)} == {True}


def test_shares_of_the_treated_stay_where_some_patients_are_not_among_them():
    """Beside the published numbers of women inside the indication they would tell who was left out."""
    own = OWN.replace("| 100 | 40 ", "| 112 | 46 ")
    main = [row for row in released(other_group=12, own=own) if row["cohort"] == "compared"]
    rows = {(row["covariate"], row["level"]): row for row in main}
    women = rows["sex", "female"]
    assert women["treated_before"] is women["difference_before"] is None
    assert (women["comparator_before"], women["treated_after"]) == (0.5, 0.55)
    assert rows["age", "all"]["treated_before"] == 66


def women(**given) -> dict:
    rows = released(**given)
    return next(row for row in rows if row["cohort"] == "compared" and row["level"] == "female")


def test_a_share_is_a_fraction_and_stays_where_the_number_compared_does():
    row = women(told=TOLD.replace("80  | false", "-   | true"))
    assert row["comparator_before"] is row["difference_before"] is None
    assert (row["treated_before"], row["treated_after"], row["difference_after"]) == (0.6, 0.55, 0)
    row = women(told=TOLD.replace("100 | false", "-   | true"))
    assert row["treated_before"] is row["difference_before"] is None
    assert (row["comparator_before"], row["treated_after"]) == (0.5, 0.55)


def test_of_treated_who_are_not_weighted_no_share_after_weighting_tells_the_one_before():
    unweighted = COMPARISON.replace("overlap", "treated")
    own = OWN.replace("| 100 | 40 ", "| 112 | 46 ")
    row = women(comparison=unweighted, other_group=12, own=own)
    assert row["treated_after"] is row["comparator_after"] is None and row["difference_after"] == 0
    assert women(comparison=unweighted)["treated_after"] == 0.55
