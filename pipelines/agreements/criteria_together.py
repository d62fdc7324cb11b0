"""What the criteria of an agreement say about each other, its drug and its plan."""

from collections import Counter
from collections.abc import Iterator

from pipelines.agreements.criterion_kinds import DATES
from pipelines.agreements.criterion_values import criterion_problems
from pipelines.agreements.model import Agreement
from pipelines.agreements.patients import Criterion
from pipelines.agreements.problems import Problem, problem
from pipelines.agreements.repetitions import repeated


def criteria_problems(agreement: Agreement) -> Iterator[Problem]:
    """Every criterion by itself, and those that contradict the drug, the plan or stand alone in a group."""
    yield from repeated("criteria", [criterion.id for criterion in agreement.criteria], ".id")
    groups = Counter(criterion.alternative_group for criterion in agreement.criteria)
    for position, criterion in enumerate(agreement.criteria):
        path = f"criteria[{position}]"
        found = list(criterion_problems(path, criterion))
        yield from found
        if criterion.alternative_group is not None and groups[criterion.alternative_group] == 1:
            yield problem(
                f"{path}.alternative_group",
                criterion.alternative_group,
                "another criterion with the same alternative_group",
            )
        if not found:
            yield from _own_drug_problems(path, criterion, agreement)
            yield from _calendar_problems(path, criterion, agreement)
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
