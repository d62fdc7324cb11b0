"""Which sensitivity estimates of survival may leave: those that leave no small group out.

A sensitivity estimate counts some of the persons of the main estimate. Those left out, their deaths, and
those of them who lived are none or at least five; so are the dead and the living of those who remain. The
counts themselves never leave.
"""

import polars as pl

from pipelines.methods.disclosure import THRESHOLD
from pipelines.methods.survival_terms import SENSITIVITY

QUESTION = ["agreement_id", "cohort", "subgroup", "level", "measure", "time_days"]


def released_sensitivity(estimates: pl.DataFrame) -> pl.DataFrame:
    """The sensitivity estimates that may leave: the columns of QUESTION and `variant`.

    `estimates` has the exact columns of `result.estimate`; subgroups' sensitivity estimates stay.
    """
    whole = estimates.filter(pl.col("subgroup") == "all")
    main = whole.filter(pl.col("variant") == "kaplan_meier").select(
        *QUESTION, main_n="n", main_events="n_events"
    )
    asked = whole.filter(pl.col("variant").is_in(SENSITIVITY)).join(main, on=QUESTION, nulls_equal=True)
    n, n_events = pl.col("n"), pl.col("n_events")
    left_out, left_out_events = pl.col("main_n") - n, pl.col("main_events") - n_events
    counts = (n_events, n - n_events, left_out, left_out_events, left_out - left_out_events)
    is_open = pl.all_horizontal((count == 0) | (count >= THRESHOLD) for count in counts)
    return asked.filter(is_open & (n_events >= THRESHOLD)).select(*QUESTION, "variant")
