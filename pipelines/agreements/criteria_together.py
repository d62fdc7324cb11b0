"""What the criteria of an agreement say about each other, its drug and its plan."""

import datetime
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from pipelines.agreements.criterion_kinds import DATES, LIMITS
from pipelines.agreements.criterion_values import criterion_problems
from pipelines.agreements.model import Agreement
from pipelines.agreements.patients import Criterion
from pipelines.agreements.problems import Problem, problem
from pipelines.agreements.repetitions import repeated

SPANS = (
    (("earlier_treatment", "lines"), LIMITS),
    (("time_since", "diagnosis"), LIMITS),
    (("time_since", "relapse"), LIMITS),
    (("calendar", None), DATES),
)
"""Kinds whose criteria each leave a span. Ages are held against the scope and the subgroups, elsewhere."""


def criteria_problems(agreement: Agreement) -> Iterator[Problem]:
    """Every criterion by itself, and those that contradict the drug, the plan or stand alone in a group."""
    yield from repeated("criteria", [criterion.id for criterion in agreement.criteria], ".id")
    faults = 0
    groups = Counter(criterion.alternative_group for criterion in agreement.criteria)
    for position, criterion in enumerate(agreement.criteria):
        path = f"criteria[{position}]"
        found = list(criterion_problems(path, criterion))
        yield from found
        faults += len(found)
        if criterion.alternative_group is not None and groups[criterion.alternative_group] == 1:
            yield problem(
                f"{path}.alternative_group",
                criterion.alternative_group,
                "another criterion with the same alternative_group",
            )
        if not found:
            yield from _own_drug_problems(path, criterion, agreement)
            yield from _calendar_problems(path, criterion, agreement)
    if not faults:
        yield from _span_problems(agreement)
    yield from repeated("attribution.regimens", agreement.attribution.regimens)
    yield from repeated("attribution.refund_codes", agreement.attribution.refund_codes)


def _own_drug_problems(path: str, criterion: Criterion, agreement: Agreement) -> Iterator[Problem]:
    """Persons are judged at the first-ever dose: the drug is never given before it, and always with it."""
    earlier = (criterion.kind, criterion.subject) == ("earlier_treatment", "substances")
    if not earlier and criterion.kind != "combination":
        return
    for position, value in enumerate(criterion.values):
        if value in agreement.drug.atc_codes and (not criterion.must_be_absent or not earlier):
            yield problem(
                f"{path}.values[{position}]",
                value,
                "another substance than the agreement's own, whose first dose is the index date",
            )


def _calendar_problems(path: str, criterion: Criterion, agreement: Agreement) -> Iterator[Problem]:
    start, end = agreement.plan.start_date, agreement.plan.reassessment_date
    for key in DATES:
        day = getattr(criterion, key)
        if day is not None and ((start is not None and day < start) or day > end):
            between = f"between start_date, {start}, and" if start is not None else "not after"
            yield problem(f"{path}.{key}", day, f"a date {between} reassessment_date, {end}")


def _span_problems(agreement: Agreement) -> Iterator[Problem]:
    """Criteria of one kind, each right by itself, that nobody can meet together; alternatives leave all."""
    for of, (low_key, high_key) in SPANS:
        lowest: Decimal | datetime.date | None = None
        highest: Decimal | datetime.date | None = None
        for position, criterion in enumerate(agreement.criteria):
            if (criterion.kind, criterion.subject) != of or criterion.alternative_group is not None:
                continue
            low, high = getattr(criterion, low_key), getattr(criterion, high_key)
            if high is not None and lowest is not None and _leaves_nothing(lowest, high):
                expected = f"{'a date not before' if of[0] == 'calendar' else 'more than'} {lowest}"
                yield problem(
                    f"criteria[{position}].{high_key}", high, f"{expected}, {low_key} of another criterion"
                )
                break
            if low is not None and highest is not None and _leaves_nothing(low, highest):
                expected = f"{'a date not after' if of[0] == 'calendar' else 'less than'} {highest}"
                yield problem(
                    f"criteria[{position}].{low_key}", low, f"{expected}, {high_key} of another criterion"
                )
                break
            lowest = low if lowest is None or (low is not None and low > lowest) else lowest
            highest = high if highest is None or (high is not None and high < highest) else highest


def _leaves_nothing(low: Decimal | datetime.date, high: Decimal | datetime.date) -> bool:
    """A last day is included, a maximum is not."""
    return low > high if isinstance(low, datetime.date) else low >= high
