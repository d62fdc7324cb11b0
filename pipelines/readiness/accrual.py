"""How many patients to expect by a given day, and how sure that is."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scipy.stats import chi2, nbinom

from pipelines.agreements.outcomes import Fact
from pipelines.readiness.history import History
from pipelines.readiness.rules import FEWEST_FOR_HISTORY

CONFIDENCE = 0.95
YEARLY = re.compile(r"patients (?:a|per) year")
OVER_YEARS = re.compile(r"patients in (\d+)(?: to (\d+))? years")
"""English units of a fact at introduction that say how many patients there are."""


@dataclass(frozen=True)
class Rate:
    """Patients a year who start the drug. `origin` says where the figure comes from.

    - `given`: somebody stated it; `history`: new starters seen in the window
    - `candidates`, `facts`: an upper figure, since too few have used the drug: everybody who newly came to
      look eligible as registers show it, or the patients that the agreement file states
    - `nobody`: no figure exists
    """

    origin: str
    low: float
    mid: float
    high: float
    n_seen: int | None = None
    years_seen: float | None = None

    @property
    def is_upper_figure(self) -> bool:
        return self.origin in ("candidates", "facts")


@dataclass(frozen=True)
class Expected:
    """Patients expected in one group over the planned period: the middle and 95 % limits."""

    low: float
    mid: float
    high: float


def rate_from_history(n_seen: int, years_seen: float, origin: str = "history") -> Rate:
    """Patients a year with exact Poisson limits (Garwood 1936)."""
    tail = (1 - CONFIDENCE) / 2
    low = chi2.ppf(tail, 2 * n_seen) / 2 if n_seen else 0.0
    high = chi2.ppf(1 - tail, 2 * n_seen + 2) / 2
    return Rate(
        origin,
        float(low) / years_seen,
        n_seen / years_seen,
        float(high) / years_seen,
        n_seen,
        years_seen,
    )


def expected_from_history(n_seen: int, years_seen: float, years_planned: float) -> Expected:
    """How many will be counted in `years_planned`, given `n_seen` in `years_seen` at the same pace.

    Limits are those of the next count, not of the pace alone: the negative binomial that a Poisson count
    with Jeffreys' prior predicts.
    """
    if years_planned <= 0:
        return Expected(0.0, 0.0, 0.0)
    tail = (1 - CONFIDENCE) / 2
    next_count = nbinom(n_seen + 0.5, years_seen / (years_seen + years_planned))
    return Expected(
        float(next_count.ppf(tail)), n_seen / years_seen * years_planned, float(next_count.ppf(1 - tail))
    )


def expected_from_rate(rate: Rate, years_planned: float, share: float) -> Expected:
    """How many a stated rate gives; `share` of them belong to the group."""
    years = max(years_planned, 0.0)
    return Expected(rate.low * years * share, rate.mid * years * share, rate.high * years * share)


def rates_from_facts(facts: Iterable[Fact]) -> list[Rate]:
    """Patients a year by the facts of the agreement file whose unit says so, as upper figures."""
    found = []
    for fact in facts:
        over = OVER_YEARS.fullmatch(fact.unit.english)
        if over is None and not YEARLY.fullmatch(fact.unit.english):
            continue
        shortest, longest = (float(over[1]), float(over[2] or over[1])) if over else (1.0, 1.0)
        stated = [float(n) for n in (fact.lower, fact.value, fact.upper) if n is not None]
        low, high = min(stated), max(stated)
        mid = float(fact.value) if fact.value is not None else (low + high) / 2
        found.append(Rate("facts", low / longest, mid / ((shortest + longest) / 2), high / shortest))
    return found


def rates(past: History, years_seen: float, facts: Iterable[Fact], given: Rate | None) -> list[Rate]:
    """Every figure there is for patients a year; the first one is used.

    A stated figure goes before history, history before upper figures, and of these the lowest is used:
    nobody is treated beyond any of them.
    """
    seen = [rate_from_history(past.n_treated, years_seen)] if past.n_treated >= FEWEST_FOR_HISTORY else []
    untreated = past.candidates.get("inside", 0) + past.candidates.get("undetermined", 0)
    possible = past.cohorts.get("inside_or_undetermined", 0) + untreated
    upper = rates_from_facts(facts)
    if past.has_disease_criterion:
        upper.append(rate_from_history(possible, years_seen, "candidates"))
    found = [*([given] if given else []), *seen, *sorted(upper, key=lambda rate: rate.high)]
    return found or [Rate("nobody", 0.0, 0.0, 0.0)]


def expected_patients(
    rate: Rate, past: History, years_seen: float, years_planned: float, can_be_inside: bool
) -> Mapping[str, Expected]:
    """Patients to expect in each analysed group."""
    shares = _shares(past, can_be_inside)
    if rate.origin == "history":
        return {
            cohort: expected_from_history(past.cohorts.get(cohort, 0), years_seen, years_planned)
            if can_be_inside or cohort != "inside"
            else Expected(0.0, 0.0, 0.0)
            for cohort in shares
        }
    return {cohort: expected_from_rate(rate, years_planned, share) for cohort, share in shares.items()}


def _shares(past: History, can_be_inside: bool) -> dict[str, float]:
    """Share of the treated in each group: by history, else by candidates, else everybody who could be."""
    if past.n_treated >= FEWEST_FOR_HISTORY:
        return {
            cohort: past.cohorts.get(cohort, 0) / past.n_treated
            for cohort in ("all_treated", "inside_or_undetermined", "inside")
        }
    inside, undetermined = (past.candidates.get(verdict, 0) for verdict in ("inside", "undetermined"))
    if inside + undetermined >= FEWEST_FOR_HISTORY:
        share = inside / (inside + undetermined)
    else:
        share = 1.0 if can_be_inside else 0.0
    return {"all_treated": 1.0, "inside_or_undetermined": 1.0, "inside": share}
