"""What a decision rule may say: one margin, factor or threshold, and one that can fail."""

from collections.abc import Iterator
from decimal import Decimal

from pipelines.agreements.outcomes import STATED_BY, Assumption, DecisionRule
from pipelines.agreements.problems import Problem, problem
from pipelines.agreements.unit_range import HIGHEST, LOWEST, range_problems


def decision_rule_problems(
    path: str, rule: DecisionRule, assumption: Assumption | None, unit: str
) -> Iterator[Problem]:
    """A rule stated by none or several of margin, threshold and factor, out of range, or that cannot fail."""
    stated = [key for key in STATED_BY if getattr(rule, key) is not None]
    if len(stated) != 1:
        found = ", ".join(stated) or "nothing"
        yield Problem(path, f"found {found}; expected exactly one of {', '.join(STATED_BY)}")
        return
    out_of_range = [
        *range_problems(f"{path}.margin", rule.margin, unit),
        *range_problems(f"{path}.threshold", rule.threshold, unit),
    ]
    unfit = list(_unfit(path, rule))
    yield from out_of_range
    yield from unfit
    if rule.factor is not None and assumption is not None and assumption.value < 0:
        yield problem(f"{path}.factor", rule.factor, f"a margin: {assumption.value} has no share of itself")
    if not out_of_range and not unfit and assumption is not None:
        yield from _cannot_fail(f"{path}.{stated[0]}", rule, assumption.value, unit)


def _unfit(path: str, rule: DecisionRule) -> Iterator[Problem]:
    """What the kind of rule does not take."""
    factor, name = rule.factor, rule.rule
    if name == "equal_within" and rule.margin == 0:
        yield problem(f"{path}.margin", rule.margin, "more than 0 with equal_within")
    if name == "equal_within" and rule.threshold is not None:
        yield problem(f"{path}.threshold", rule.threshold, "a margin or a factor with equal_within")
    if factor is None:
        return
    if name == "at_least" and factor > 1:
        yield problem(f"{path}.factor", factor, "at most 1 with at_least, as 0.8")
    if name == "at_most" and factor < 1:
        yield problem(f"{path}.factor", factor, "at least 1 with at_most, as 1.25")
    if name == "equal_within" and factor <= 1:
        yield problem(f"{path}.factor", factor, "more than 1 with equal_within, as 1.25")


def _cannot_fail(path: str, rule: DecisionRule, assumed: Decimal, unit: str) -> Iterator[Problem]:
    """A one-sided rule whose limit lies where every value is."""
    lowest, highest = LOWEST.get(unit, 0), HIGHEST.get(unit)
    stated = next(getattr(rule, key) for key in STATED_BY if getattr(rule, key) is not None)
    limit = limit_of(rule, assumed)
    if rule.rule == "at_least" and limit <= lowest:
        yield problem(path, stated, f"a rule that can fail: every value is at least {limit:f}")
    if rule.rule == "at_most" and highest is not None and limit >= highest:
        yield problem(path, stated, f"a rule that can fail: every value is at most {limit:f}")


def limit_of(rule: DecisionRule, assumed: Decimal) -> Decimal:
    """The value that a one-sided rule compares with."""
    if rule.threshold is not None:
        return rule.threshold
    if rule.factor is not None:
        return assumed * rule.factor
    margin = rule.margin or Decimal(0)
    return assumed + margin if rule.rule == "at_most" else assumed - margin
