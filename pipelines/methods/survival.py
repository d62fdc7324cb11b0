"""Survival estimates for Polars frames, by the SQL of the table macros in `sql/macros/`.

Every frame has one row per person with `stratum` (any type), `time` (any unit, not negative) and `event`
(1 or true: it happened at `time`; 0 or false: censored then). Optional are `entry` (delayed entry: under
observation after this time; missing: from the start) and `weight`. Results are in the unit of `time`, numbers
of persons are sums of weights. One stratum is independent of another, except that one non-integer weight
anywhere switches all strata to the robust variance.

Conventions are those of R's `survival`: events come before censorings at a tie, times equal but for rounding
are one time, limits on the log-log scale are missing at S = 0 and 1. What follow-up does not reach is
missing. Faulty rows raise ValueError with the name of the column and the number of rows.
"""

from collections.abc import Sequence
from functools import cache

import duckdb
import numpy as np
import polars as pl
from scipy.stats import chi2

from pipelines.methods import macros
from pipelines.methods.cox import cox as cox

REQUIRED_COLUMNS = ("stratum", "time", "event")
OPTIONAL_COLUMNS = ("entry", "weight")


def kaplan_meier(frame: pl.DataFrame, conf_type: str = "log-log", conf_level: float = 0.95) -> pl.DataFrame:
    """Kaplan–Meier curve: one row per stratum and time at which somebody had the event or was censored.

    Columns `stratum, time, n_risk, n_event, n_censor, survival, std_err, lower, upper`; `std_err` is that of
    the survival itself (Greenwood; infinitesimal jackknife with non-integer weights), `conf_type` the scale
    on which the limits are symmetric: log-log, log or plain.
    """
    return _run("kaplan_meier", frame, conf_type=conf_type, conf_level=conf_level)


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
    return _run("survival_at", frame, _numbers(times), conf_type=conf_type, conf_level=conf_level)


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
    return _run("survival_quantile", frame, _numbers(q), conf_type=conf_type, conf_level=conf_level)


def restricted_mean(
    frame: pl.DataFrame, tau: float | Sequence[float], conf_level: float = 0.95
) -> pl.DataFrame:
    """Mean time without the event within [0, tau]: `stratum, tau, estimate, std_err, lower, upper`.

    The area under the Kaplan–Meier curve, with a symmetric interval kept within [0, tau]. Missing where
    follow-up ends before `tau` with somebody left.
    """
    return _run("restricted_mean", frame, _numbers(tau), conf_level=conf_level)


def reverse_kaplan_meier(
    frame: pl.DataFrame, conf_type: str = "log-log", conf_level: float = 0.95
) -> pl.DataFrame:
    """Kaplan–Meier curve of follow-up: censoring is the event and the event censors (Schemper & Smith 1996).

    Columns as `kaplan_meier`. Median follow-up is `survival_quantile` of `reverse_events(frame)`.
    """
    return kaplan_meier(reverse_events(frame), conf_type, conf_level)


def reverse_events(frame: pl.DataFrame) -> pl.DataFrame:
    """The same frame with event and censoring exchanged (as R's `Surv(time, 1 - status)`)."""
    _check_columns(frame)
    return frame.with_columns(event=1 - pl.col("event").cast(pl.Float64))


def log_rank(frame: pl.DataFrame) -> pl.DataFrame:
    """Log-rank test of equal survival in all strata (Mantel 1966), as R's `survdiff`.

    One row per stratum with `stratum, n, observed, expected`, and on each row the test of them all:
    `chi_square, degrees_of_freedom, p_value`. Delayed entry counts; weights are refused.
    """
    if "weight" in frame.columns:
        raise ValueError("log_rank: column weight: the test is not defined for weighted persons")
    event_times = np.sort(kaplan_meier(frame).filter(pl.col("n_event") > 0)["time"].unique().to_numpy())
    if not len(event_times):
        raise ValueError("log_rank: column event: no event in any stratum")
    is_new = np.diff(event_times, prepend=-np.inf) > 1.5e-8 * max(1.0, event_times.mean())
    counts = survival_at(frame, event_times[is_new].tolist())
    strata = counts.select(pl.col("stratum").unique(maintain_order=True)).join(
        frame.group_by("stratum").len("n"), on="stratum", maintain_order="left"
    )
    shape = (len(strata), int(is_new.sum()))
    at_risk = counts["n_risk"].to_numpy().reshape(shape)
    events = counts["n_event"].to_numpy().reshape(shape)

    n, d = at_risk.sum(axis=0), events.sum(axis=0)
    share = at_risk / n
    observed, expected = events.sum(axis=1), (d * share).sum(axis=1)
    spread = d * (n - d) / np.maximum(n - 1, 1)
    covariance = np.diag((spread * share).sum(axis=1)) - (spread * share) @ share.T

    tested = np.flatnonzero(expected > 0)[:-1]
    excess = (observed - expected)[tested]
    statistic = (
        float(excess @ np.linalg.solve(covariance[np.ix_(tested, tested)], excess)) if len(tested) else 0.0
    )
    return strata.with_columns(
        observed=pl.Series(observed),
        expected=pl.Series(expected),
        chi_square=pl.lit(statistic),
        degrees_of_freedom=pl.lit(len(tested)),
        p_value=pl.lit(float(chi2.sf(statistic, len(tested))) if len(tested) else None, dtype=pl.Float64),
    )


def _numbers(values: float | Sequence[float]) -> list[float]:
    return [float(value) for value in np.atleast_1d(values)]


def _run(macro: str, frame: pl.DataFrame, *arguments: list[float], **named: object) -> pl.DataFrame:
    _check_columns(frame)
    columns = [name for name in (*REQUIRED_COLUMNS, *OPTIONAL_COLUMNS) if name in frame.columns]
    call = ", ".join(["'person'", *("?" for _ in arguments), *(f"{name} := ?" for name in named)])
    with _library().cursor() as connection:
        connection.register("person", frame.select(columns))
        try:
            result = connection.sql(f"from {macro}({call})", params=[*arguments, *named.values()]).pl()
        except duckdb.InvalidInputException as error:
            raise ValueError(f"{macro}: {str(error).removeprefix('Invalid Input Error: ')}") from None
    return result.with_columns(pl.col("stratum").cast(frame.schema["stratum"]))


def _check_columns(frame: pl.DataFrame) -> None:
    for name in REQUIRED_COLUMNS:
        if name not in frame.columns:
            raise ValueError(f"column {name}: missing; found {', '.join(frame.columns) or 'no columns'}")
    for name in ("time", "event", *OPTIONAL_COLUMNS):
        dtype = frame.schema.get(name, pl.Float64())
        if not (dtype.is_numeric() or dtype in (pl.Boolean, pl.Null)):
            raise ValueError(f"column {name}: a number was expected, found {dtype}")


@cache
def _library() -> duckdb.DuckDBPyConnection:
    """An in-memory database with the macros; each call works on a cursor of its own."""
    connection = duckdb.connect(":memory:")
    macros.install(connection)
    return connection
