"""When survival of those who started before the agreement may leave: five with the event, and five without.

Their number does not stand beside it (`patient_flow.released_sizes`): the patient flow tells how many they
are, and few may not be followed to where their survival begins. From one cut to another nobody comes, and few
die or are followed for so long at last: their probabilities are judged like those of subgroups, beside what
earlier editions told (`subgroup_series`).
"""

import polars as pl

from pipelines.methods.disclosure import THRESHOLD
from pipelines.methods.patient_flow import EARLIER_COHORT


def is_open_earlier() -> pl.Expr:
    """Whether a row of `result.estimate` is of them, with enough events and enough others."""
    n, n_events = pl.col("n"), pl.col("n_events")
    return (pl.col("cohort") == EARLIER_COHORT) & (n_events >= THRESHOLD) & (n - n_events >= THRESHOLD)
