"""Lines of therapy: dated records of drugs, parted where a new substance begins or treatment pauses long.

A line begins with its first record. Substances first given within the combination window form the line. The
next line begins with the first record of any other substance, or with the first record after a pause longer
than the gap. A substance that is dropped, taken up again within the gap, given by another route or as a
biosimilar (the same ATC code) begins nothing.
"""

from collections.abc import Sequence

import polars as pl


def therapy_lines(records: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    """The records with the line each belongs to: `line_number` from 1 and `line_start`.

    `keys` name whose records are read together. Beside them a record has `exposure_date`, `atc_code` and the
    days that apply to it: `combination_window_days` and `new_line_gap_days`, the same for all records of one
    key. Every pass of the loop finds the next line of everybody who has one, so the work grows with the
    largest number of lines between two pauses, not with the number of persons.
    """
    open_records = _with_stretches(records, keys)
    lines = []
    while open_records.height or not lines:
        placed = _with_next_line(open_records)
        is_here = pl.col("next_start").is_null() | (pl.col("exposure_date") < pl.col("next_start"))
        lines.append(placed.filter(is_here).drop("next_start"))
        open_records = placed.filter(~is_here).drop("line_start", "next_start")
    return (
        pl.concat(lines)
        .with_columns(pl.col("line_start").rank("dense").over(keys).cast(pl.Int32).alias("line_number"))
        .drop("stretch")
    )


def _with_stretches(records: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    """Numbers the stretches of treatment without a long pause: a pause ends every line there is."""
    is_of_another = pl.any_horizontal(pl.col(key) != pl.col(key).shift() for key in keys)
    pause_days = pl.col("exposure_date").diff().dt.total_days()
    begins = (is_of_another | (pause_days > pl.col("new_line_gap_days"))).fill_null(True)
    return records.sort(*keys, "exposure_date").with_columns(begins.cum_sum().alias("stretch"))


def _with_next_line(records: pl.DataFrame) -> pl.DataFrame:
    """Dates the line that begins with each stretch's first open record, and the one after it, if any."""
    first_date = pl.col("exposure_date").min()
    window = pl.duration(days=pl.col("combination_window_days"))
    is_of_next = pl.col("begun_date") > pl.col("line_start") + window
    return (
        records.with_columns(
            first_date.over("stretch").alias("line_start"),
            first_date.over("stretch", "atc_code").alias("begun_date"),
        )
        .with_columns(pl.when(is_of_next).then(pl.col("begun_date")).alias("next_begun_date"))
        .with_columns(pl.col("next_begun_date").min().over("stretch").alias("next_start"))
        .drop("begun_date", "next_begun_date")
    )
