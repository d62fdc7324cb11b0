"""Rates of events per time followed: exact limits for first events, robust limits for repeated ones.

A person who is followed to the first event has at most one: the number of events of a constant rate is then
Poisson for the time that was followed, and its limits are exact. Where a person may have several, events
cluster: some have many, most have none, and the count spreads more than Poisson says (over-dispersion). Exact
limits would then be too narrow; the robust ones let each person be one observation.
"""

import numpy as np
import polars as pl
from numpy.typing import ArrayLike
from scipy.stats import chi2, norm


def exact_rate_interval(
    events: ArrayLike, person_time: ArrayLike, conf_level: float = 0.95
) -> tuple[ArrayLike, ArrayLike]:
    """Lower and upper limit of the rate `events` / `person_time` (Garwood 1936), as R's `poisson.test`.

    `events` are whole numbers from 0, `person_time` is more than 0, in any unit; the limits are per that unit
    and have the same shape. Without events the lower limit is 0. ValueError if a number is outside this.
    """
    events, time = np.broadcast_arrays(np.asarray(events, float), np.asarray(person_time, float))
    is_wrong = ~((events == np.floor(events)) & (events >= 0) & np.isfinite(events))
    if is_wrong.any():
        raise ValueError(
            f"exact_rate_interval: events: {int(is_wrong.sum())} of {events.size} are no whole numbers from 0"
        )
    is_wrong = ~((time > 0) & np.isfinite(time))
    if is_wrong.any():
        raise ValueError(
            f"exact_rate_interval: person_time: {int(is_wrong.sum())} of {time.size} are not more than 0"
        )
    tail = _tail(conf_level)
    # Sums of waiting times are gamma: limits are quantiles of chi-squared with twice as many degrees.
    lower = np.where(events > 0, chi2.ppf(tail, 2 * np.maximum(events, 1)) / 2, 0.0) / time
    upper = chi2.ppf(1 - tail, 2 * (events + 1)) / 2 / time
    return (float(lower), float(upper)) if lower.ndim == 0 else (lower, upper)


def exact_rate(frame: pl.DataFrame, conf_level: float = 0.95) -> pl.DataFrame:
    """First-event rate of every stratum: `stratum, n, n_events, person_time, rate, lower, upper`.

    `frame` has one row per person: `stratum`, `time` to the first event or the end of follow-up, and
    `events`, 0 or 1. ValueError for another number of events (they are not Poisson: see `robust_rate`), for a
    time that is negative or no number, a missing stratum, and a stratum without person-time.
    """
    _check(frame, "exact_rate")
    n_several = frame.filter(pl.col("events") > 1).height
    if n_several:
        raise ValueError(f"exact_rate: events: {n_several} of {frame.height} rows have more than one event")
    counted = _counted(frame, "exact_rate")
    lower, upper = exact_rate_interval(
        counted["n_events"].to_numpy(), counted["person_time"].to_numpy(), conf_level
    )
    return counted.with_columns(
        pl.Series("lower", lower, dtype=pl.Float64), pl.Series("upper", upper, dtype=pl.Float64)
    )


def robust_rate(frame: pl.DataFrame, conf_level: float = 0.95) -> pl.DataFrame:
    """Rate of repeated events of every stratum: `stratum, n, n_events, person_time, rate, lower, upper`.

    `frame` has one row per person: `stratum`, `time` followed in all, and `events`, any whole number. Limits
    are symmetric for the logarithm of the rate, with the sandwich variance (Huber 1967, White 1982) of a
    Poisson model, persons as the independent units and n / (n - 1) for few of them (R: `sandwich` of type
    HC1). They are missing without events and for one person, who shows no spread. ValueError as above.
    """
    _check(frame, "robust_rate")
    counted = _counted(frame, "robust_rate")
    spread = (
        frame.select("stratum", "time", "events")
        .join(counted.select("stratum", "rate", "n_events", "n"), on="stratum")
        .with_columns(residual=pl.col("events") - pl.col("rate") * pl.col("time"))
        .group_by("stratum", maintain_order=True)
        .agg(
            log_std_err=(
                (pl.col("residual") ** 2).sum() * pl.col("n").first() / (pl.col("n").first() - 1)
            ).sqrt()
            / pl.col("n_events").first()
        )
    )
    factor = (pl.col("log_std_err") * norm.ppf(1 - _tail(conf_level))).exp()
    is_known = (pl.col("n") > 1) & (pl.col("n_events") > 0)
    return (
        counted.join(spread, on="stratum", maintain_order="left")
        .with_columns(
            lower=pl.when(is_known).then(pl.col("rate") / factor),
            upper=pl.when(is_known).then(pl.col("rate") * factor),
        )
        .drop("log_std_err")
    )


def _tail(conf_level: float) -> float:
    if not 0 < conf_level < 1:
        raise ValueError("a rate's conf_level must be between 0 and 1")
    return (1 - conf_level) / 2


def _counted(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    counted = (
        frame.group_by("stratum", maintain_order=True)
        .agg(
            n=pl.len().cast(pl.Int64),
            n_events=pl.col("events").sum().cast(pl.Int64),
            person_time=pl.col("time").cast(pl.Float64).sum(),
        )
        .with_columns(rate=pl.col("n_events") / pl.col("person_time"))
    )
    n_empty = counted.filter(pl.col("person_time") <= 0).height
    if n_empty:
        raise ValueError(f"{name}: time: {n_empty} of {counted.height} strata have no person-time")
    return counted


def _check(frame: pl.DataFrame, name: str) -> None:
    missing = [column for column in ("stratum", "time", "events") if column not in frame.columns]
    if missing:
        raise ValueError(f"{name}: expected the columns stratum, time, events; missing {', '.join(missing)}")
    events, time = pl.col("events").cast(pl.Float64), pl.col("time").cast(pl.Float64)
    wrong = {
        "stratum": pl.col("stratum").is_null(),
        "time": ~(time.is_finite() & (time >= 0)).fill_null(False),
        "events": ~(events.is_finite() & (events >= 0) & (events == events.floor())).fill_null(False),
    }
    for column, is_wrong in wrong.items():
        n_wrong = frame.filter(is_wrong).height
        if n_wrong:
            raise ValueError(f"{name}: {column}: {n_wrong} of {frame.height} rows missing or out of range")
