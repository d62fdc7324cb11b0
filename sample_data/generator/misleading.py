"""Records that look like evidence and are not: a verdict that rests on them is wrong.

A biomarker sampled too long after the first dose, a relapse notified after it, spread of another tumour.
Planted where the registers hold no real evidence, so that nobody can tell and nobody's verdict changes.
"""

import polars as pl

from sample_data.generator.primaries import OTHER_PRIMARY

MARKER = {"EX002": "MRD", "EX003": "NTRK1", "EX004": "EGFR"}
GENES = ("MRD", "NTRK1", "NTRK2", "NTRK3", "EGFR")
TOO_LATE_DAYS = (40, 150)
SHARE = 0.4
COLUMNS = ("person", "tumour", "day", "kind", "biomarker", "result")


def misleading_events(rng, person: pl.DataFrame, tumour: pl.DataFrame, event: pl.DataFrame) -> pl.DataFrame:
    """Rows of `event` for a share of the persons of whom nothing better is known."""
    registered = tumour.filter(pl.col("tumour") == 1).select("person")
    treated = person.filter(pl.col("agreement_id").is_not_null()).join(registered, on="person", how="semi")
    return pl.concat(
        [
            _late_tests(rng, treated, event),
            _late_relapses(rng, treated, event),
            _spread_of_another_tumour(rng, treated, tumour),
        ]
    ).select(COLUMNS)


def _chosen(rng, persons: pl.DataFrame, low: int, high: int) -> pl.DataFrame:
    """A share of the persons, with `shift`: a number of days from `low` to `high`."""
    ordered = persons.sort("person")
    drawn = ordered.with_columns(
        shift=pl.Series(rng.integers(low, high + 1, ordered.height), dtype=pl.Int64),
        is_chosen=pl.Series(rng.random(ordered.height) < SHARE, dtype=pl.Boolean),
    )
    return drawn.filter("is_chosen")


def _late_tests(rng, treated: pl.DataFrame, event: pl.DataFrame) -> pl.DataFrame:
    answered = event.filter(pl.col("biomarker").is_in(GENES) & pl.col("result").is_in(["POS", "NEG"]))
    untested = treated.filter(pl.col("agreement_id").is_in(list(MARKER))).join(
        answered, on="person", how="anti"
    )
    return _chosen(rng, untested, *TOO_LATE_DAYS).select(
        "person",
        tumour=pl.lit(1, dtype=pl.Int64),
        day=pl.col("index_day") + pl.col("shift"),
        kind=pl.lit("BM"),
        biomarker=pl.col("agreement_id").replace_strict(MARKER, return_dtype=pl.String),
        result=pl.when("is_inside").then(pl.lit("POS")).otherwise(pl.lit("NEG")),
    )


def _late_relapses(rng, treated: pl.DataFrame, event: pl.DataFrame) -> pl.DataFrame:
    noticed = event.filter(pl.col("kind").is_in(["RE", "PR"]))
    silent = treated.filter(pl.col("agreement_id") == "EX001").join(noticed, on="person", how="anti")
    return _chosen(rng, silent, 1, 25).select(
        "person",
        tumour=pl.lit(1, dtype=pl.Int64),
        day=pl.col("index_day") + pl.col("shift"),
        kind=pl.lit("RE"),
        biomarker=pl.lit(""),
        result=pl.lit(""),
    )


def _spread_of_another_tumour(rng, treated: pl.DataFrame, tumour: pl.DataFrame) -> pl.DataFrame:
    other = tumour.filter(pl.col("tumour") == OTHER_PRIMARY).select("person", other_day="day")
    of_two = treated.filter(pl.col("agreement_id") == "EX004").join(other, on="person")
    return _chosen(rng, of_two, 20, 180).select(
        "person",
        tumour=pl.lit(OTHER_PRIMARY, dtype=pl.Int64),
        day=pl.col("other_day") + pl.col("shift"),
        kind=pl.lit("ME"),
        biomarker=pl.lit(""),
        result=pl.lit(""),
    )
