# ruff: noqa: E501 - a message stands on one line
"""A decision rule is stated one way, in its unit's range, and can fail."""

from decimal import Decimal

import pytest

from pipelines.agreements.read import AgreementError
from tests.support.small_agreement import agreement_from, changed, table_from

SURVIVAL = "{rule: at_least, margin: 0.05, is_invented: true}"
COST = "{rule: equal_within, margin: 50000, is_invented: true}"
AT, AT_COST = "outcome_measures[0].decision_rule", "outcome_measures[1].decision_rule"


def survival_rule(text):
    """The small agreement's rule on survival (assumed 0.50) in other words."""
    return changed((SURVIVAL, f"{{{text}, is_invented: true}}"))


def cost_rule(text):
    """The small agreement's rule on cost (assumed 750000) in other words."""
    return changed((COST, f"{{{text}, is_invented: true}}"))


CASES = {
    "nothing": (survival_rule("rule: at_least"),
        f"{AT}: found nothing; expected exactly one of margin, threshold, factor"),
    "two": (survival_rule("rule: at_least, margin: 0.05, threshold: 0.45"),
        f"{AT}: found margin, threshold; expected exactly one of margin, threshold, factor"),
    "three": (survival_rule("rule: at_least, margin: 0.05, threshold: 0.45, factor: 0.9"),
        f"{AT}: found margin, threshold, factor; expected exactly one of margin, threshold, factor"),
    "threshold outside the unit": (survival_rule("rule: at_least, threshold: 45"),
        f"{AT}.threshold: found 45; expected a number between 0 and 1 (probability)"),
    "margin outside the unit": (survival_rule("rule: at_least, margin: 5"),
        f"{AT}.margin: found 5; expected a number between 0 and 1 (probability)"),
    "negative threshold": (survival_rule("rule: at_least, threshold: -0.1"),
        f"{AT}.threshold: found -0.1; expected at least 0"),
    "factor of nothing": (cost_rule("rule: at_least, factor: 0"), f"{AT_COST}.factor: found 0; expected more than 0"),
    "factor above the assumed": (cost_rule("rule: at_least, factor: 1.25"),
        f"{AT_COST}.factor: found 1.25; expected at most 1 with at_least, as 0.8"),
    "factor below the assumed": (cost_rule("rule: at_most, factor: 0.8"),
        f"{AT_COST}.factor: found 0.8; expected at least 1 with at_most, as 1.25"),
    "factor of one both ways": (cost_rule("rule: equal_within, factor: 1"),
        f"{AT_COST}.factor: found 1; expected more than 1 with equal_within, as 1.25"),
    "threshold both ways": (cost_rule("rule: equal_within, threshold: 700000"),
        f"{AT_COST}.threshold: found 700000; expected a margin or a factor with equal_within"),
    "every survival is enough": (survival_rule("rule: at_least, margin: 0.5"),
        f"{AT}.margin: found 0.5; expected a rule that can fail: every value is at least 0.00"),
    "no survival is too much": (survival_rule("rule: at_most, factor: 2"),
        f"{AT}.factor: found 2; expected a rule that can fail: every value is at most 1.00"),
    "no threshold": (survival_rule("rule: at_least, threshold: 0"),
        f"{AT}.threshold: found 0; expected a rule that can fail: every value is at least 0"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_rule_that_is_wrong(name, tmp_path):
    text, expected = CASES[name]
    with pytest.raises(AgreementError) as caught:
        agreement_from(text, tmp_path)
    assert list(caught.value.problems) == [f"EX001.yaml: {expected}"]


@pytest.mark.parametrize(
    ("rule", "margin", "threshold", "factor"),
    [
        ("rule: at_least, margin: 50000", 50000.0, None, None),
        ("rule: at_most, margin: 0", 0.0, None, None),
        ("rule: at_most, factor: 1.25", 187500.0, None, 1.25),
        ("rule: at_least, factor: 0.8", 150000.0, None, 0.8),
        ("rule: equal_within, factor: 1.1", 75000.0, None, 1.1),
        ("rule: at_most, threshold: 900000", 0.0, 900000.0, None),
    ],
)
def test_the_margin_follows_from_the_factor_and_is_none_with_a_threshold(
    rule, margin, threshold, factor, tmp_path
):
    row = next(
        row for row in table_from(cost_rule(rule), tmp_path, "assumption") if row["assumption_id"] == "cost"
    )
    assert (row["margin"], row["threshold"], row["factor"]) == (margin, threshold, factor)


def test_a_margin_worked_out_is_exact(tmp_path):
    from pipelines.agreements.rows.outcomes import margin_of

    outcome = agreement_from(survival_rule("rule: at_least, factor: 0.9"), tmp_path).outcome_measures[0]
    assert margin_of(outcome.assumption, outcome.decision_rule) == Decimal("0.05")
