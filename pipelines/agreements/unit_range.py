"""Which numbers a unit has: none below 0 but scores and their changes, and no probability above 1."""

from collections.abc import Iterator
from decimal import Decimal

from pipelines.agreements.problems import Problem, problem

HIGHEST = {"probability": 1, "share": 1, "points": 100, "index": 1}
LOWEST = {"points": -100, "index": -2}
"""A score may fall, and an index may be worse than dead; every other number is at least 0."""


def range_problems(path: str, number: Decimal | None, unit: str) -> Iterator[Problem]:
    """A number outside its unit's range."""
    lowest, highest = LOWEST.get(unit, 0), HIGHEST.get(unit)
    if number is not None and (number < lowest or (highest is not None and number > highest)):
        limits = f"between {lowest} and {highest}" if highest is not None else f"at least {lowest}"
        yield problem(path, number, f"a number {limits} ({unit})")


def order_problems(
    path: str, lower: Decimal | None, value: Decimal | None, upper: Decimal | None
) -> Iterator[Problem]:
    """Limits that the value, or each other, do not lie between."""
    stated = {key: number for key, number in (("lower", lower), ("value", value), ("upper", upper))
              if number is not None}  # fmt: skip
    if list(stated.values()) != sorted(stated.values()):
        found = ", ".join(f"{key} {number}" for key, number in stated.items())
        yield Problem(path, f"found {found}; expected lower, value and upper in that order")
