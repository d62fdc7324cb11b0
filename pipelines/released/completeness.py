"""released.completeness: rows known of rows due, where neither those known nor those missing are few."""

import polars as pl

from pipelines.building import Reader
from pipelines.methods.count_release import released_categories, released_levels
from pipelines.methods.disclosure import THRESHOLD

READS = ("result.completeness",)

MONTH = ["register", "month"]
CELL = [*MONTH, "variable", "hospital_id"]


def completeness(read: Reader) -> pl.DataFrame:
    """All hospitals together leave on their own; the hospitals of a month only if each has enough persons.

    Rows of few persons are few persons: such a month is not divided by hospital. Where it is, hospitals are
    withheld until no small number of rows can be worked out, and how many rows of all know the variable where
    that does not suffice. Hospitals are not named where the number of all rows stays.
    """
    exact = read.frame("result.completeness").with_columns(
        (pl.col("n") - pl.col("n_present")).alias("n_missing"),
        (pl.col("hospital_id") == "all").alias("is_all"),
    )
    has_persons = pl.col("n_persons") >= THRESHOLD
    open_months = exact.group_by(MONTH).agg(has_persons.all().alias("is_open"))
    leaving = pl.DataFrame(
        [cell for key, rows in exact.group_by([*MONTH, "variable"]) for cell in _leaving(key, rows)],
        schema={name: exact.schema[name] for name in CELL},
        orient="row",
    ).with_columns(pl.lit(True).alias("leaves"))
    shows_number = pl.col("is_all") & (pl.col("n") >= THRESHOLD) & has_persons
    # Every hospital that is named has rows: of a month with few in all it would say that there are so many.
    stands = pl.col("is_all") | (shows_number.any().over(MONTH))
    leaves = pl.col("leaves").fill_null(False) & has_persons & (pl.col("is_all") | pl.col("is_open"))
    return (
        exact.join(open_months, on=MONTH, how="left", nulls_equal=True)
        .join(leaving, on=CELL, how="left", nulls_equal=True)
        .filter(stands)
        .select(
            "data_cut",
            "register",
            "hospital_id",
            "month",
            "variable",
            pl.when(leaves | shows_number).then("n").alias("n"),
            pl.when(leaves).then("n_present").alias("n_present"),
            (~leaves).alias("suppressed"),
        )
    )


def _leaving(key: tuple, rows: pl.DataFrame) -> list[tuple]:
    """The cells of one register, month and variable whose numbers of rows may leave."""
    cells = {
        hospital: {"known": known, "missing": missing}
        for hospital, known, missing in rows.select("hospital_id", "n_present", "n_missing").iter_rows()
    }
    totals = cells.pop("all")
    known_totals = released_categories(totals)
    levels = released_levels(cells, known_totals)
    if levels is None:
        # Rows of every hospital, and how many of all know the variable, bound those of one: the latter stays.
        known_totals, levels = set(), released_levels(cells, ()) or set()
    return [(*key, hospital) for hospital in (*levels, *(["all"] if known_totals == set(totals) else []))]
