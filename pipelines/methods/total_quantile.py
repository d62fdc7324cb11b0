"""Quantiles of what a person has received in all, when some are followed for a shorter time than that.

What was received until follow-up was cut short is too little, and who receives much for long is cut short
more often: neither the total so far nor a Kaplan–Meier curve of totals will do. Persons followed completely
stand for the others: each counts with the inverse of the probability of not having been censored by then
(Zhao & Tsiatis, Biometrika 1997;84:339), divided by the sum of these weights.
"""

from collections.abc import Sequence

import polars as pl

from pipelines.methods.survival import kaplan_meier

NEARLY = 1e-9
COLUMNS = {"stratum", "follow_up_days", "is_complete", "total"}


def total_quantile(frame: pl.DataFrame, q: Sequence[float]) -> pl.DataFrame:
    """Quantiles of `total` per stratum: `stratum, q, estimate`, in the unit of `total`.

    `frame`: one row per person with `stratum, follow_up_days, is_complete` (nothing more could come: the
    total is final) and `total`. At a tie the complete come before the censored. The estimate is the smallest
    total that at least the share `q` has at most; where exactly that share has, the middle to the next one.
    Missing where nobody is complete. Faulty rows raise ValueError naming the column and the number of rows.
    """
    _check(frame, q)
    curve = kaplan_meier(
        frame.select("stratum", time="follow_up_days", event=pl.col("is_complete").cast(pl.Int32))
    )
    left = pl.col("n_risk") - pl.col("n_event")
    stays = 1 - pl.when(left > 0).then(pl.col("n_censor") / left).otherwise(0.0)
    before = stays.cum_prod().shift(1, fill_value=1.0).over("stratum")
    uncensored = curve.select("stratum", days=pl.col("time").cast(pl.Float64), before=before).sort("days")
    weighted = (
        frame.filter("is_complete")
        .with_columns(days=pl.col("follow_up_days").cast(pl.Float64))
        .sort("days")
        # Nearest, because the curve makes one time of times that are equal but for rounding.
        .join_asof(uncensored, on="days", by="stratum", strategy="nearest", check_sortedness=False)
        .group_by("stratum", "total")
        .agg(weight=(1 / pl.col("before")).sum())
        .sort("stratum", "total")
        .with_columns(
            share=(pl.col("weight").cum_sum() / pl.col("weight").sum()).over("stratum"),
            following=pl.col("total").shift(-1).over("stratum"),
        )
    )  # fmt: skip
    rows = [
        weighted.filter(pl.col("share") >= level - NEARLY)
        .group_by("stratum", maintain_order=True)
        .first()
        .select(
            "stratum",
            q=pl.lit(level),
            estimate=pl.when((pl.col("share") - level).abs() <= NEARLY)
            .then((pl.col("total") + pl.coalesce("following", "total")) / 2)
            .otherwise(pl.col("total"))
            .cast(pl.Float64),
        )
        for level in map(float, q)
    ]
    asked = (
        frame.select("stratum").unique().join(pl.DataFrame({"q": [float(level) for level in q]}), how="cross")
    )
    return asked.join(pl.concat(rows), on=["stratum", "q"], how="left").sort("stratum", "q")


def _check(frame: pl.DataFrame, q: Sequence[float]) -> None:
    if not q or not all(0 < level < 1 for level in q):
        raise ValueError("total_quantile: every q must lie between 0 and 1")
    for name in sorted(COLUMNS):
        if name not in frame.columns:
            raise ValueError(f"total_quantile: column {name}: missing")
        values = frame[name]
        n_wrong = values.null_count()
        if name in ("follow_up_days", "total"):
            if not values.dtype.is_numeric():
                raise ValueError(
                    f"total_quantile: column {name}: a number was expected, found {values.dtype}"
                )
            n_wrong += int((~values.cast(pl.Float64).is_finite()).sum() + (values < 0).sum())
        if n_wrong:
            raise ValueError(
                f"total_quantile: column {name}: missing, infinite or negative in {n_wrong} rows"
            )
