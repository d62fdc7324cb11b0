"""Survival estimates for Polars frames: the Kaplan–Meier family here, and all other methods by this one name.

Every frame is one of `survival_frame`: a row per person with `stratum`, `time`, `event` (here 0 or 1), if
wanted `entry` and `weight`. Results are in the unit of `time`, numbers of persons are sums of weights. One
stratum is independent of another, except that one non-integer weight anywhere switches all strata to the
robust variance.

Conventions are those of R's `survival`: events come before censorings at a tie, times equal but for rounding
are one time, limits on the log-log scale are missing at S = 0 and 1. What follow-up does not reach is
missing. Faulty rows raise ValueError with the name of the column and the number of rows.
"""

from collections.abc import Sequence

import polars as pl

from pipelines.methods.cox import cox
from pipelines.methods.incidence import cumulative_incidence, incidence_at
from pipelines.methods.landmark import landmark
from pipelines.methods.log_rank import log_rank
from pipelines.methods.restricted_mean import restricted_mean, restricted_mean_difference
from pipelines.methods.survival_frame import (
    check_columns,
    is_counted,
    numbers,
    run_curve_macro,
    run_macro,
)

__all__ = [
    "cox",
    "cumulative_incidence",
    "curve_quantile",
    "incidence_at",
    "kaplan_meier",
    "landmark",
    "log_rank",
    "restricted_mean",
    "restricted_mean_difference",
    "reverse_events",
    "reverse_kaplan_meier",
    "survival_at",
    "survival_quantile",
]


def kaplan_meier(frame: pl.DataFrame, conf_type: str = "log-log", conf_level: float = 0.95) -> pl.DataFrame:
    """Kaplan–Meier curve: one row per stratum and time at which somebody had the event or was censored.

    Columns `stratum, time, n_risk, n_event, n_censor, survival, std_err, lower, upper`; `std_err` is that of
    the survival itself (Greenwood; infinitesimal jackknife with non-integer weights), `conf_type` the scale
    on which the limits are symmetric: log-log, log or plain.
    """
    check_columns(frame)
    macro = "counted_kaplan_meier" if is_counted(frame) else "kaplan_meier"
    return run_macro(macro, frame, conf_type=conf_type, conf_level=conf_level)


def survival_at(
    frame: pl.DataFrame,
    times: float | Sequence[float],
    conf_type: str = "log-log",
    conf_level: float = 0.95,
) -> pl.DataFrame:
    """Survival at each of `times`: `stratum, time, n_risk, n_event, survival, std_err, lower, upper`.

    `n_risk` are those at risk just before the time, `n_event` the events since the time listed before.
    After the last observation survival is missing, unless it had fallen to zero.
    """
    return run_macro("survival_at", frame, numbers(times), conf_type=conf_type, conf_level=conf_level)


def survival_quantile(
    frame: pl.DataFrame,
    q: float | Sequence[float] = 0.5,
    conf_type: str = "log-log",
    conf_level: float = 0.95,
) -> pl.DataFrame:
    """Time by which the share `q` has had the event (0.5: the median): `stratum, q, estimate, lower, upper`.

    Limits are where the confidence curves cross 1 - q (Brookmeyer & Crowley 1982). What is not reached is
    missing. Where survival stays at exactly 1 - q the quantile is the middle of that stretch.
    """
    return run_macro("survival_quantile", frame, numbers(q), conf_type=conf_type, conf_level=conf_level)


def curve_quantile(curve: pl.DataFrame, q: float | Sequence[float] = 0.5) -> pl.DataFrame:
    """As `survival_quantile`, from what `kaplan_meier` gave: curves with medians are drawn once.

    The limits are where those of the curve cross 1 - q. ValueError: a column of a curve is missing.
    """
    return run_curve_macro("curve_quantile", curve, numbers(q))


def reverse_kaplan_meier(
    frame: pl.DataFrame, conf_type: str = "log-log", conf_level: float = 0.95
) -> pl.DataFrame:
    """Kaplan–Meier curve of follow-up: censoring is the event and the event censors (Schemper & Smith 1996).

    Columns as `kaplan_meier`. Median follow-up is `survival_quantile` of `reverse_events(frame)`.
    """
    return kaplan_meier(reverse_events(frame), conf_type, conf_level)


def reverse_events(frame: pl.DataFrame) -> pl.DataFrame:
    """The same frame with event and censoring exchanged (as R's `Surv(time, 1 - status)`)."""
    check_columns(frame)
    return frame.with_columns(event=1 - pl.col("event").cast(pl.Float64))
