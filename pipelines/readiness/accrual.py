"""How many patients to expect by a given day, and how sure that is."""

from dataclasses import dataclass

from scipy.stats import chi2, nbinom

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Rate:
    """Patients a year who start the drug. `origin` says where the figure comes from.

    - `given`: somebody stated it; `history`: new starters seen in the window
    - `candidates`, `facts`: an upper figure, since nobody has used the drug: everybody with the disease as
      registers show it, or as the agreement file states it
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
