"""What a row of `released.estimate` tells of its counts, beyond the counts that stand in it.

A share with exact limits is a fraction of which both numbers are known. A rate has its events in the ratio of
its limits, and its time followed is at most the window for each person at risk. A mean of what was seen is a
whole number of øre over a whole number of persons. How finely something is told, and whether its limits or
quartiles are, follows by documented rules from how many there are.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from math import ceil, floor, inf, log10
from typing import Any, NamedTuple

import numpy as np
from scipy.stats import chi2

from pipelines.methods.precision import DAYS_STEPS, FEWEST_PERSONS_STEP, PROBABILITY_STEPS
from pipelines.methods.proportion import exact_interval

EXACT = 1e-9
"""Half the width of a number that is not rounded, of one."""
DAYS_OF_100_YEARS = 36_525
MOST_EVENTS = 1_000
OF_OWN_STEP = ("complication_incidence", "net_survival", "expected_survival")
"""Probabilities that are rounded as their own number of persons demands, not as a curve is."""
COST_OF_THE_SAME = "cost_of_the_same_courses"
"""That it is withheld, beside their mean number of doses, says that few were not followed."""


class Bound(NamedTuple):
    """A count of a row (see `questions.WHICH`) lies from `low` to `high`."""

    which: str
    low: float
    high: float = inf


def told_by(row: Mapping[str, Any], most: int, is_without: frozenset[str]) -> Iterator[Bound]:
    """The bounds of the counts of a row; of at most `most` persons.

    `is_without` names variants of the same measure that were withheld.
    """
    for which, name in (("n", "n"), ("yes", "n_events")):
        if row[name] is not None:
            yield Bound(which, row[name], row[name])
        elif row.get(f"{name}_at_least") is not None:
            yield Bound(which, row[f"{name}_at_least"], row[f"{name}_at_most"])
    if row["estimate"] is None:
        return
    if row["subgroup"] != "all" and row["measure"] == "overall_survival":
        # That somebody died, or did not: of a level then five.
        yield from (Bound(which, 1) for which, none in (("yes", 1), ("no", 0)) if row["estimate"] != none)
    most = row["n"] or most
    if row["unit"] == "share":
        fraction = _fraction(row["estimate"], row["lower"], row["upper"], most)
        if fraction is not None:
            yield Bound("yes", fraction[0], fraction[0])
            yield Bound("n", fraction[1], fraction[1])
    elif row["measure"] == "complication_rate":
        yield from _of_rate(row)
    elif row["unit"] == "NOK":
        yield Bound("yes", 5)
        if row["measure"] == "drug_cost_on_treatment":
            yield Bound("n", _fewest_of_amount(row))
        if row["variant"].startswith("bang") and any(name.startswith("naive") for name in is_without):
            yield Bound("no", 1, 4)
        if row["variant"].startswith("naive"):
            yield from _of_whole_sum(row, most)
    elif row["unit"] in ("doses", "cycles"):
        is_mean = row["variant"] == "corrected_mean"
        yield Bound("yes", 5 if is_mean else 20)
        if is_mean and row["rounded_to"] is not None:
            yield Bound("n", _fewest_of_amount(row))
        if is_mean and COST_OF_THE_SAME in is_without:
            yield Bound("no", 1, 4)
    elif row["unit"] == "ratio":
        yield Bound("n", 5 if row["variant"].startswith("mean") else 20)
        if row["rounded_to"] is not None:
            yield Bound("n", _fewest(row["rounded_to"], PROBABILITY_STEPS))
    elif row["measure"] in OF_OWN_STEP and row["rounded_to"] is not None:
        yield Bound("n", _fewest(row["rounded_to"], PROBABILITY_STEPS))
    elif row["unit"] == "days":
        is_median = row["measure"].endswith("_median")
        events = "n" if row["measure"] == "time_to_response_median" else "yes"
        yield Bound(events, 10 if is_median else 5)
        if events == "yes" and row["rounded_to"] is not None:
            yield Bound(events, _fewest(row["rounded_to"], DAYS_STEPS))
        if is_median and (row["lower"] is not None or row["upper"] is not None):
            yield Bound("n", 20)


def _fewest(step: float, steps: Mapping[int, float]) -> int:
    """The fewest persons of whom something is told in a step; of more it may be as well."""
    return next((n for n, of_n in steps.items() if of_n == step), 0)


def _fewest_of_amount(row: Mapping[str, Any]) -> int:
    """The fewest persons of whom an amount of this size is told in its step.

    As told an amount may have reached the next power of ten.
    """
    told, step = abs(row["estimate"]), row["rounded_to"]
    sizes = [10.0 ** floor(log10(value)) for value in (told, told - step / 2) if value > 0]
    shares = {round(step / size, 6) for size in sizes} & {*PROBABILITY_STEPS.values(), FEWEST_PERSONS_STEP}
    return min((_fewest(share, PROBABILITY_STEPS) for share in shares), default=0)


@lru_cache(maxsize=100_000)
def _fraction(share: float, lower: float, upper: float, most: int) -> tuple[int, int] | None:
    """The one fraction that has this value and these exact limits."""
    n = np.arange(1, most + 1)
    x = np.round(share * n)
    n, x = n[np.abs(x / n - share) < EXACT], x[np.abs(x / n - share) < EXACT]
    if not len(n):
        return None
    low, high = exact_interval(x, n)
    fits = (np.abs(low - lower) < EXACT) & (np.abs(high - upper) < EXACT)
    found = list(zip(x[fits].astype(int), n[fits].astype(int), strict=True))
    return (int(found[0][0]), int(found[0][1])) if len(found) == 1 else None


def _within(value: float, step: float | None) -> tuple[float, float]:
    half = abs(value) * EXACT if step is None else step / 2
    return value - half, value + half


def _of_rate(row: Mapping[str, Any]) -> Iterator[Bound]:
    """Events k of whom the limits are in the told proportion to the rate, and the time that they give."""
    events = np.arange(0, MOST_EVENTS)
    tail = 0.025
    of_lower = np.where(events > 0, chi2.ppf(tail, 2 * np.maximum(events, 1)) / 2, 0.0)
    of_upper = chi2.ppf(1 - tail, 2 * (events + 1)) / 2
    shortest, longest = np.zeros(len(events)), np.full(len(events), inf)
    for name, of_limit in (("estimate", events), ("lower", of_lower), ("upper", of_upper)):
        if row[name] is None:
            continue
        low, high = _within(row[name], row["rounded_to"])
        with np.errstate(divide="ignore", invalid="ignore"):
            shortest = np.fmax(shortest, of_limit * DAYS_OF_100_YEARS / high)
            longest = np.fmin(longest, np.where(low > 0, of_limit * DAYS_OF_100_YEARS / low, inf))
    fits = (shortest <= longest * (1 + EXACT)) & (
        (events > 0) | (row["estimate"] <= (row["rounded_to"] or 0) / 2)
    )
    yield Bound("yes", int(events[fits].min()), int(events[fits].max()))
    yield Bound("n", ceil(shortest[fits].min() / row["time_days"] - EXACT))


def _of_whole_sum(row: Mapping[str, Any], most: int) -> Iterator[Bound]:
    """The numbers of persons, of those possible, whose mean can be a whole number of øre in all."""
    low, high = _within(100 * row["estimate"], None if row["rounded_to"] is None else 100 * row["rounded_to"])
    n = np.arange(1, most + 1)
    fits = n[np.floor(high * n + 1e-3) >= np.ceil(low * n - 1e-3)]
    if len(fits):
        yield Bound("n", int(fits.min()), int(fits.max()))
