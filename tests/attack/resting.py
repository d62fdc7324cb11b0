"""Which estimates rest on no small number: of these an edition should tell most.

Small is 1 to 4 persons, none is not. An estimate rests on those it is of, those with the event and those
without; read off a curve, also on those with the event since the agreed time before, and on those who are
followed further: where few are, the rest of the curve is theirs; a median or quartile on those beyond it. An
estimate that is withheld only because few would follow from it beside another (who were not asked, or are in
one of two cohorts) rests on no small number: hiding these is what costs estimates.
"""

import polars as pl

from tests.attack.puzzle import LARGEST, SMALLEST

MADE_FROM_SURVIVAL = ("death_within_30_days", "net_survival")
"""Measures that are read off the curve of survival at their time, or made from it."""
SURVIVAL = ("overall_survival", "kaplan_meier")
KEY = ["cohort", "measure", "variant"]


def resting_on_none(estimates: pl.DataFrame, curves: pl.DataFrame) -> pl.DataFrame:
    """The rows of exact `estimates` of whole cohorts that rest on no small number.

    `curves` have every step, of survival and of other times to an event.
    """
    steps = curves.filter(pl.col("subgroup") == "all").select(
        *KEY,
        pl.col("time_days").cast(pl.Int64).alias("at"),
        beyond=pl.col("n_risk") - pl.col("n_event") - pl.col("n_censor"),
    )
    of_survival = steps.filter(pl.struct("measure", "variant") == dict(zip(KEY[1:], SURVIVAL, strict=True)))
    known = estimates.filter(pl.col("estimate").is_not_null()).with_columns(
        at=pl.col("time_days").cast(pl.Int64)
    )
    is_made = pl.col("measure").is_in(MADE_FROM_SURVIVAL)
    beside = pl.concat(
        [
            _beside(known.filter(is_made), of_survival, ["cohort"]),
            _beside(known.filter(~is_made), steps, KEY),
        ]
    )
    n, n_events, is_read_off = pl.col("n"), pl.col("n_events"), pl.col("beyond").is_not_null()
    before = n_events.shift(1, fill_value=0).over(KEY, order_by="at")
    variant, is_median = pl.col("variant"), pl.col("measure").str.ends_with("_median")
    counts = (
        n, n_events, n - n_events.fill_null(0),
        pl.when(is_read_off).then(n_events - before),
        pl.when(is_read_off).then("beyond"),
        pl.when(is_median).then(n_events // 2),
        pl.when(variant.str.contains("median")).then(pl.coalesce(n_events, n) // 2),
        pl.when(variant.str.contains("quartile")).then(pl.coalesce(n_events, n) // 4),
    )  # fmt: skip
    small = pl.any_horizontal(count.is_between(SMALLEST, LARGEST).fill_null(False) for count in counts)
    return beside.filter(~small).drop("at", "beyond")


def _beside(estimates: pl.DataFrame, steps: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """Estimates with how many are followed `beyond` their time; none where they are read off no curve."""
    timed = estimates.filter(pl.col("at").is_not_null())
    found = timed.sort("at").join_asof(
        steps.select(*by, "at", "beyond").sort("at"), on="at", by=by, check_sortedness=False
    )
    return pl.concat([found, estimates.filter(pl.col("at").is_null())], how="diagonal")
