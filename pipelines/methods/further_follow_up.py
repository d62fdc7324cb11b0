"""How much more follow-up would decide an assumption that cannot be judged yet.

A forecast, not an estimate: it takes the number that was seen for the truth and lets only its interval
become narrower. Limits come closer to the estimate as the square root of the information, and information is
proportional to the persons who could have been followed for the time that the number speaks of: those who
started so long before the data end. That number is known for those who have started; after them as many are
taken to start each day as in the last year. An assumption whose own interval is too wide, and a number that
lies on the margin itself, are decided by no follow-up.
"""

import numpy as np
import polars as pl

from pipelines.methods.verdict import verdict

LARGEST_FACTOR = 400.0
"""Limits a twentieth as wide: what needs more is said to be decided by no follow-up."""

STEPS = 3000


def information_needed(rows: pl.DataFrame) -> pl.Series:
    """The factor by which information must grow before the verdict is no longer `cannot_tell_yet`.

    `rows` has the columns of `verdict()`, in one unit, one row for each assumption, and `certain_lower` and
    `certain_upper`: what the limits come to with endless information. That is the estimate, unless unknown
    persons keep them apart. 1 where it is judged already; missing where no growth up to 400 decides, or where
    there is no estimate.
    """
    factors = np.geomspace(1.0, LARGEST_FACTOR, STEPS)
    numbered = rows.with_row_index("place")
    narrowing = pl.DataFrame({"factor": factors}).with_columns(width=1 / pl.col("factor").sqrt())
    tried = numbered.join(narrowing, how="cross").with_columns(
        observed_lower=_narrowed("lower"),
        observed_upper=_narrowed("upper"),
    )
    decided = (
        tried.with_columns(verdict())
        .filter((pl.col("verdict") != "cannot_tell_yet") & pl.col("observed").is_not_null())
        .group_by("place")
        .agg(pl.col("factor").min())
    )
    return numbered.join(decided, on="place", how="left", maintain_order="left")["factor"]


def _narrowed(side: str) -> pl.Expr:
    limit, certain = pl.col(f"observed_{side}"), pl.col(f"certain_{side}")
    return certain + (limit - certain) * pl.col("width")


def days_until(
    start_days: np.ndarray, horizon_days: float, factor: float, starts_per_day: float
) -> float | None:
    """Days after the end of the data until `factor` times as many could have been followed for the horizon.

    `start_days`: for each person who has started, how many days before the end of the data that was. Missing
    where nobody has been followed for the horizon yet, and where too few have started and nobody starts any
    more.
    """
    followed = int((start_days >= horizon_days).sum())
    if followed == 0:
        return None
    needed = factor * followed
    if needed <= followed:
        return 0.0
    # Those who have started reach the horizon one by one; after the last of them, those who will start do.
    waiting = np.sort(horizon_days - start_days[start_days < horizon_days])
    missing = int(np.ceil(needed - followed - 1e-9))
    if missing <= len(waiting):
        return float(waiting[missing - 1])
    if starts_per_day <= 0:
        return None
    return float(horizon_days + (missing - len(waiting)) / starts_per_day)
