"""Many groups in one pass: a group's columns packed into one stratum name and back.

The survival family takes one column `stratum`. A pipeline estimates hundreds of groups at once, each
named by several columns; packing them keeps every estimate one set-wise query.
"""

from collections.abc import Sequence

import polars as pl

SEPARATOR = "\x1f"


def pack(frame: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """The frame with `columns` replaced by one text column `stratum`."""
    packed = pl.concat_str([pl.col(name) for name in columns], separator=SEPARATOR).alias("stratum")
    return frame.with_columns(packed).drop(columns)


def unpack(frame: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """The inverse of `pack`: the text columns again, in place of `stratum`."""
    parts = pl.col("stratum").str.split_exact(SEPARATOR, len(columns) - 1).struct.rename_fields(list(columns))
    return frame.with_columns(parts.alias("parts")).unnest("parts").drop("stratum")
