"""Durations under two rules of treatment end leave together where the rules differ for nobody or for five.

In estimates and in curves alike; the rules are judged by `rule_release`, the primary one first.
"""

import pytest

from tests.spec.released.test_attrition import told_flow
from tests.spec.released.test_survival_curve import curve
from tests.support.spec import made

RULES = ("gap_60", "gap_90")
AGREEMENT = "agreement_id | primary_duration_variant\nEX004 | gap_90"
COLUMNS = (
    "agreement_id | cohort | subgroup | level | measure | variant | time_days | estimate | unit | n | n_events "
    "| suppressed\n"
)
POINTS = "agreement_id | cohort | subgroup | level | measure | variant | time_days | suppressed\n"
MEDIAN = "EX004 | {} | {} | treatment_duration_median | {} | - | 200 | days | {} | {} | false\n"
PROBABILITY = "EX004 | {} | {} | treatment_duration | {} | 183 | 0.5 | probability | {} | {} | false\n"


def differing(n: int, cohort: str = "inside") -> str:
    return (
        "agreement_id | cohort | variant | other_variant | n_other_end | n_other_cost\n"
        f"EX004 | {cohort} | gap_60 | gap_90 | {n} | 100"
    )


def left(differences: str, groups: dict[tuple[str, str], int]) -> set[tuple[str, str]]:
    """Measure and rule of the durations that leave, of groups (cohort, subgroup | level) of so many persons."""
    estimates, points = COLUMNS, POINTS
    for (cohort, level), n in groups.items():
        for rule in RULES:
            estimates += MEDIAN.format(cohort, level, rule, n, n // 2)
            estimates += PROBABILITY.format(cohort, level, rule, n, n // 2)
            points += f"EX004 | {cohort} | {level} | treatment_duration | {rule} | 183 | false\n"
    rows = made(
        "released.estimate",
        {
            "agreement.agreement": AGREEMENT,
            "released.attrition": told_flow(40, 12, 20, 300),
            "result.estimate": estimates,
            "result.rule_difference": differences,
            "released.survival_curve": points,
        },
    )
    return {
        (row["measure"], row["variant"])
        for row in rows
        if not row["suppressed"] and (row["subgroup"] != "all" or len(groups) == 1)
    }


def both(*rules: str) -> set[tuple[str, str]]:
    return {
        (measure, rule) for measure in ("treatment_duration_median", "treatment_duration") for rule in rules
    }


@pytest.mark.parametrize(
    ("n", "rules"), [(0, RULES), (1, ("gap_90",)), (3, ("gap_90",)), (4, ("gap_90",)), (5, RULES)]
)
def test_a_second_rule_leaves_where_nobody_or_five_end_otherwise(n, rules):
    """In a small group a median that three persons move by weeks, beside the one they did not, tells of them."""
    assert left(differing(n), {("inside", "all | all"): 300}) == both(*rules)


def test_how_the_rules_differ_in_another_group_does_not_count():
    assert left(differing(100, "all_treated"), {("inside", "all | all"): 300}) == both("gap_90")


def test_of_subgroups_only_the_primary_rule_leaves():
    """How many of a level differ is not counted: of the 100 all but two may be in the other level."""
    groups = {("inside", "all | all"): 300, ("inside", "age | old"): 100, ("inside", "age | young"): 200}
    assert left(differing(100), groups) == both("gap_90")


@pytest.mark.parametrize(("n", "rules"), [(0, set(RULES)), (4, {"gap_90"}), (5, set(RULES))])
def test_curves_leave_as_the_estimates_do(n, rules):
    main, *others = (
        curve("inside").replace("overall_survival", "treatment_duration").replace("kaplan_meier", rule)
        for rule in RULES
    )
    rows = made(
        "released.survival_curve",
        {
            "agreement.agreement": AGREEMENT,
            "released.attrition": told_flow(40, 12, 20, 300),
            "result.estimate": "agreement_id | cohort | subgroup | measure | variant | time_days | unit\n"
            + "".join(
                f"EX004 | inside | all | treatment_duration | {rule} | 183 | probability\n" for rule in RULES
            ),
            "result.rule_difference": differing(n),
            "result.survival_curve": "\n".join([main, *(rest.partition("\n")[2] for rest in others)]),
        },
    )
    assert {row["variant"] for row in rows} == rules
