"""Cumulative incidence of competing causes (Aalen & Johansen 1978), as R's `survfit` of several causes.

A frame as in `survival_frame`, its `event` 0 (censored) or the cause: 1, 2, … Whoever has another cause first
can no longer have this one: incidences of all causes and the survival without any add up to one, whereas
1 - Kaplan–Meier of one cause alone, the others censored, is too high.
"""

from collections.abc import Sequence

import polars as pl

from pipelines.methods.survival_frame import numbers, run_macro


def cumulative_incidence(
    frame: pl.DataFrame, conf_level: float = 0.95, conf_type: str = "log"
) -> pl.DataFrame:
    """Probability of having had a cause first: one row per stratum, cause and time of an event or censoring.

    Columns `stratum, cause, time, n_risk, n_event, n_censor, incidence, std_err, lower, upper`; `n_event` of
    this cause, `n_risk` and `n_censor` of all persons, sums of weights. Every stratum shows every cause that
    occurs in the frame (cause 1 if none does).

    `std_err` is the infinitesimal jackknife, as R gives it: each person is one independent observation, also
    with a weight of 2. `conf_type` is the scale on which the limits are symmetric: log, log-log or plain. The
    default log is R's for several causes, so that equal code gives equal limits; its upper limit may reach 1,
    log-log keeps within 0 and 1 by itself. On both limits are missing while the incidence is 0.
    """
    return run_macro("cumulative_incidence", frame, conf_type=conf_type, conf_level=conf_level)


def incidence_at(
    frame: pl.DataFrame,
    times: float | Sequence[float],
    conf_level: float = 0.95,
    conf_type: str = "log",
) -> pl.DataFrame:
    """Cumulative incidence at each of `times`: one row per stratum, cause and time.

    Columns `stratum, cause, time, n_risk, n_event, incidence, std_err, lower, upper`; `n_risk` are those at
    risk just before the time, `n_event` those with the cause since the time listed before. After the last
    observation it is missing, unless nobody was left who could have an event.
    """
    return run_macro("incidence_at", frame, numbers(times), conf_type=conf_type, conf_level=conf_level)
