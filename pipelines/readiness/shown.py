"""How counts of persons may be shown: rounded to fives, and under five not at all.

The answer is read by people who may not see small groups. Rounding every count before anything is printed
or worked out from it keeps a group of one to four hidden also behind totals and shares: what is left when
rounded numbers are subtracted may be any number from one to four, or nobody at all.
"""

from pipelines.methods.disclosure import THRESHOLD, is_sensitive
from pipelines.readiness.accrual import Expected, Rate, rate_from_history
from pipelines.readiness.answer import Facts
from pipelines.readiness.history import Part

FROM_PERSONS = ("history", "candidates")
"""Figures that count persons in the registers; the others were stated by somebody."""


def about(n: int) -> int | None:
    """A count rounded to the nearest five; None where it must not be shown."""
    return None if is_sensitive(n) else round(n / THRESHOLD) * THRESHOLD


def about_share(part: Part) -> float | None:
    """The share that the rounded counts give; None where one of them must not be shown."""
    n, of = about(part.n), about(part.of)
    return None if n is None or not of else min(1.0, n / of)


def shown_rate(rate: Rate) -> Rate | None:
    """Patients a year as they may be shown; None where too few were seen."""
    if rate.origin not in FROM_PERSONS:
        return rate
    n = about(rate.n_seen)
    return None if n is None else rate_from_history(n, rate.years_seen, rate.origin)


def shown_expected(facts: Facts, cohort: str) -> Expected | None:
    """Patients expected in a group as they may be shown; None where too few of it were seen."""
    expected = facts.expected[cohort]
    if facts.rate.origin not in FROM_PERSONS:
        return expected
    seen = facts.past.cohorts.get(cohort, 0) if facts.rate.origin == "history" else facts.rate.n_seen
    if is_sensitive(seen):
        return None
    return Expected(
        *(float(round(x / THRESHOLD) * THRESHOLD) for x in (expected.low, expected.mid, expected.high))
    )
