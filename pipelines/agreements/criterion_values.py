"""What is wrong with one criterion by itself: keys its kind does not take, values that cannot be."""

import re
from collections.abc import Iterator
from decimal import Decimal

from pipelines.agreements.criterion_kinds import DATES, KEYS, LIMITS, TAKEN, Listed, Taken
from pipelines.agreements.patients import Criterion
from pipelines.agreements.problems import Problem, one_of_words, problem
from schemas.agreement.criterion import SUBJECTS


def criterion_problems(path: str, criterion: Criterion) -> Iterator[Problem]:
    """What is wrong with one criterion: its subject, its keys, its values, its limits, its dates."""
    subjects = SUBJECTS.get(criterion.kind)
    if subjects is None and criterion.subject is not None:
        yield problem(f"{path}.subject", criterion.subject, f"no subject with kind {criterion.kind}")
        return
    if subjects is not None and criterion.subject not in subjects:
        words = one_of_words(criterion.subject or "", subjects)
        yield problem(f"{path}.subject", criterion.subject, f"{words}, with kind {criterion.kind}")
        return
    taken = TAKEN[criterion.kind, criterion.subject]
    yield from _key_problems(path, criterion, taken)
    if taken.values:
        yield from _value_problems(path, criterion, taken)
    if LIMITS[0] in taken.keys:
        yield from _limit_problems(path, criterion, taken)
    if DATES[0] in taken.keys:
        yield from _date_problems(path, criterion)


def _with(criterion: Criterion) -> str:
    """`with kind earlier_treatment of lines`, for a message."""
    return f"with kind {criterion.kind}" + (f" of {criterion.subject}" if criterion.subject else "")


def _key_problems(path: str, criterion: Criterion, taken: Taken) -> Iterator[Problem]:
    takes = f", which takes {', '.join(taken.all_keys)}" if taken.all_keys else ""
    for key in KEYS:
        value = getattr(criterion, key)
        if value not in (None, [], False) and key not in taken.all_keys:
            yield problem(f"{path}.{key}", value, f"no {key} {_with(criterion)}{takes}")


def _value_problems(path: str, criterion: Criterion, taken: Taken) -> Iterator[Problem]:
    listed = taken.values
    assert listed is not None
    if not criterion.values:
        if not taken.values_optional:
            yield problem(f"{path}.values", None, f"at least one value {_with(criterion)}")
        elif not criterion.must_be_absent:
            yield problem(
                f"{path}.values", None, "at least one value, or must_be_absent: true for the drug by itself"
            )
    for position, value in enumerate(criterion.values):
        place = f"{path}.values[{position}]"
        if value in criterion.values[:position]:
            yield problem(place, value, "each value once")
        if not _fits(value, listed):
            wanted = one_of_words(value, listed.words) if listed.words else listed.description
            yield problem(place, value, wanted)


def _fits(value: str, listed: Listed) -> bool:
    return value in listed.words if listed.words else re.fullmatch(listed.pattern, value) is not None


def _limit_problems(path: str, criterion: Criterion, taken: Taken) -> Iterator[Problem]:
    low, high = criterion.minimum, criterion.maximum
    if low is None and high is None:
        yield problem(path, None, f"a minimum or a maximum {_with(criterion)}")
    for key, value in ((LIMITS[0], low), (LIMITS[1], high)):
        if value is not None and (not 0 <= value <= taken.highest or (taken.whole and value % 1)):
            yield problem(f"{path}.{key}", value, taken.unit)
    if low is not None and high is not None and low >= high:
        yield problem(f"{path}.maximum", high, f"more than the minimum, {low}")
    elif high is not None and high == Decimal(0):
        yield problem(f"{path}.maximum", high, "more than 0, because the maximum itself is excluded")


def _date_problems(path: str, criterion: Criterion) -> Iterator[Problem]:
    first, last = criterion.first_date, criterion.last_date
    if first is None and last is None:
        yield problem(path, None, f"a first_date or a last_date {_with(criterion)}")
    if first is not None and last is not None and last < first:
        yield problem(f"{path}.last_date", last, f"a date not before first_date, {first}")
