"""Landmark analysis (Anderson, Cain & Gelber 1983): follow-up counted anew from a time after the start.

To compare groups that come about only after the start (responders with non-responders, transplanted with
not transplanted), persons must be grouped by what is known at the landmark and followed from there. Grouped
by what happens later and followed from the start, responders would be given the time they had to survive in
order to respond: immortal time.
"""

import math

import polars as pl

from pipelines.methods.survival_frame import ANY_CAUSE, check_frame

# As in the macros: times that differ by no more than this are one time.
SAME_TIME = 1.5e-8


def landmark(frame: pl.DataFrame, time: float) -> pl.DataFrame:
    """Those at risk after the landmark `time`, followed from it: `time` and `entry` are counted from there.

    Out is whoever has the event or is censored at the landmark or before (nothing is known of them after it),
    and whoever comes under observation only after it. Who came at the landmark or before is observed from it
    on (`entry` 0). `event` may be of one cause or of several; all other columns stay as they are. The strata
    must be those known on that day: decided later they bring immortal time back. ValueError: faulty rows, or
    a landmark that is negative or infinite.
    """
    if not (math.isfinite(time) and time >= 0):
        raise ValueError("landmark: time must be finite and not negative")
    check_frame(frame, ANY_CAUSE)
    at_risk = frame.filter(pl.col("time") - time > SAME_TIME)
    if "entry" in frame.columns:
        is_here = pl.col("entry").is_null() | (pl.col("entry") - time <= SAME_TIME)
        at_risk = at_risk.filter(is_here).with_columns(entry=pl.lit(0.0))
    return at_risk.with_columns(time=pl.col("time") - time)
