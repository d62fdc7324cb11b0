"""Patient-reported scores and answers of one seed beside the truth planted for them."""

from pathlib import Path

import polars as pl

GROUP = ["agreement_id", "cohort", "time_days"]
SCORES = {
    ("eq_vas_mean", "answered"): "prom_mean",
    ("eq_vas_change", "answered_both"): "prom_change",
}
"""Measure and variant of the truth, and ours of the scale EQ VAS."""

OF_EVERYBODY = ("eq_vas_mean", "all_invited")
RATE = ("prom_response_rate", "all")


def planted_scores(truth: Path, estimates: pl.DataFrame) -> pl.DataFrame:
    """Scores of EQ VAS: GROUP, `measure, value` (planted, of those who answer), `of_everybody` (a mean: that
    of those alive), `estimate, lower, upper, n`.

    `truth` is `evidence.csv`, `estimates` has the columns of `result.estimate`, of whole groups.
    """
    planted = _planted(truth)
    everybody = _of(planted, *OF_EVERYBODY).select(*GROUP, of_everybody="value", measure=pl.lit("prom_mean"))
    named = [
        _of(planted, *theirs).select(*GROUP, "value", measure=pl.lit(ours)) for theirs, ours in SCORES.items()
    ]
    ours = estimates.filter(pl.col("variant") == "eq_vas").select(
        *GROUP, "measure", "estimate", "lower", "upper", "n"
    )
    return (
        pl.concat(named)
        .join(everybody, on=[*GROUP, "measure"], how="left")
        .join(ours, on=[*GROUP, "measure"])
    )


def planted_answers(truth: Path, estimates: pl.DataFrame) -> pl.DataFrame:
    """How many were invited and answered, by time and by whether they soon died: `rate` is the planted one.

    GROUP, `rate, n_invited, n_answered`, and `n_died, n_died_answered, n_lived, n_lived_answered` of all who
    were alive and due.
    """
    rates = _of(_planted(truth), *RATE).select(*GROUP, rate="value")
    counts = estimates.filter(pl.col("measure") == "prom_flow").group_by(GROUP).agg(
        n_answered=_count("answered"),
        n_invited=_count("answered") + _count("no_answer") + _count("unreachable"),
    )  # fmt: skip
    by_death = estimates.filter(pl.col("measure") == "prom_response").group_by(GROUP).agg(
        n_died=_sum("died_within_183_days"),
        n_lived=_sum("lived_183_days"),
        n_died_answered=_sum("died_within_183_days", "n_events"),
        n_lived_answered=_sum("lived_183_days", "n_events"),
    )  # fmt: skip
    return rates.join(counts, on=GROUP).join(by_death, on=GROUP)


def _planted(truth: Path) -> pl.DataFrame:
    return pl.read_csv(truth, schema_overrides={"time_days": pl.Int32})


def _of(planted: pl.DataFrame, measure: str, variant: str) -> pl.DataFrame:
    return planted.filter((pl.col("measure") == measure) & (pl.col("variant") == variant))


def _sum(variant: str, column: str = "n") -> pl.Expr:
    return pl.col(column).filter(pl.col("variant") == variant).sum()


def _count(state: str) -> pl.Expr:
    return _sum(state, "estimate").cast(pl.Int64)
