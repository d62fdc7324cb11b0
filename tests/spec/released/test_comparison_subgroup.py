import pytest

from tests.support.spec import made

RESULT = (
    "agreement_id | comparator_id | cohort | subgroup | level | n_treated | n_comparators | fewest_events "
    "| hazard_ratio | lower | upper | n_levels | chi_square | degrees_of_freedom | p_value | n_tests\n"
)
ROW = (
    "EX004 | older | {cohort} | age | young | 90 | 80 | 20 | 0.70123 | 0.5 | 0.98 | 2 | 1.1 | 1 | 0.29012 | 1"
)
RATIO = "agreement_id | cohort | subgroup | level | measure | variant | suppressed\n"


def released(suppressed: str) -> list[dict]:
    return made(
        "released.comparison_subgroup",
        given={
            "result.comparison_subgroup": RESULT
            + "\n".join(ROW.format(cohort=name) for name in ("compared", "compared_with_undetermined")),
            "released.estimate": RATIO
            + "EX004 | compared | comparator | older | hazard_ratio | unadjusted | false\n"
            + f"EX004 | compared | comparator | older | hazard_ratio | weighted_overlap | {suppressed}",
        },
    )


def test_ratios_and_test_leave_rounded_and_without_counts_for_one_of_the_groups():
    (row,) = released("false")
    assert (row["cohort"], row["hazard_ratio"], row["p_value"]) == ("compared", 0.7, 0.29)
    assert {row[name] for name in ("n_treated", "n_comparators", "fewest_events", "chi_square")} == {None}


@pytest.mark.parametrize("name", ["hazard_ratio", "lower", "upper", "p_value"])
def test_where_the_ratio_of_the_whole_is_withheld_so_are_the_levels(name):
    (row,) = released("true")
    assert row[name] is None and row["suppressed"]
