"""Frames of survival times: what they must hold, and running the SQL of `sql/macros/` on them.

One row per person: `stratum` (any type), `time` (any unit, not negative), `event` (0 or false: censored at
`time`; 1 or true: it happened then; for competing causes 1, 2, …: the cause). Optional are `entry` (delayed
entry: under observation after this time; missing, zero or before zero: from the start) and `weight`.

Faulty rows raise ValueError with the name of the column and the number of rows, never a value: time that is
missing, infinite or negative; an event that is no known code; a missing stratum; an entry not before the
time; a weight that is missing, infinite or negative; a column that is missing or holds no numbers. A weight
of zero is nobody. Of nobody (a stratum without rows or weight, an empty frame) there is no row.
"""

from collections.abc import Sequence
from functools import cache

import duckdb
import numpy as np
import polars as pl

from pipelines.methods import macros

REQUIRED_COLUMNS = ("stratum", "time", "event")
OPTIONAL_COLUMNS = ("entry", "weight")
CURVE_COLUMNS = ("stratum", "time", "n_event", "survival", "lower", "upper")
ONE_CAUSE, ANY_CAUSE = 1, 2**31 - 1
SAME_TIME_FROM = 2**26
"""Whole times from here on may be one time to R's tolerance, 2**-26 of a time, as the macros have it."""


def run_macro(macro: str, frame: pl.DataFrame, *arguments: list[float], **named: object) -> pl.DataFrame:
    """The rows of a table macro of `sql/macros/` over `frame`; `stratum` keeps its type.

    ValueError: faulty rows, or an argument that the macro refuses.
    """
    check_columns(frame)
    return _rows(macro, frame.select(_columns_of(frame)), *arguments, **named)


def is_counted(frame: pl.DataFrame) -> bool:
    """Whether persons need only be counted: all observed from the start, none weighted, all times whole."""
    return (
        not {*OPTIONAL_COLUMNS} & {*frame.columns}
        and frame.schema["time"].is_integer()
        and (frame["time"].max() or 0) < SAME_TIME_FROM
    )


def run_curve_macro(macro: str, curve: pl.DataFrame, *arguments: list[float]) -> pl.DataFrame:
    """The rows of a table macro of `sql/macros/` that reads what `kaplan_meier` gave.

    ValueError: a column that `kaplan_meier` gives is missing, or an argument that the macro refuses.
    """
    for name in CURVE_COLUMNS:
        if name not in curve.columns:
            raise ValueError(f"column {name}: missing; found {', '.join(curve.columns) or 'no columns'}")
    return _rows(macro, curve.select(CURVE_COLUMNS), *arguments)


def _rows(macro: str, frame: pl.DataFrame, *arguments: list[float], **named: object) -> pl.DataFrame:
    call = ", ".join(["'frame'", *("?" for _ in arguments), *(f"{name} := ?" for name in named)])
    with _library().cursor() as connection:
        connection.register("frame", _with_short_strata(frame))
        try:
            result = connection.sql(f"from {macro}({call})", params=[*arguments, *named.values()]).pl()
        except duckdb.InvalidInputException as error:
            raise ValueError(f"{macro}: {str(error).removeprefix('Invalid Input Error: ')}") from None
    return result.with_columns(pl.col("stratum").cast(frame.schema["stratum"]))


def _with_short_strata(frame: pl.DataFrame) -> pl.DataFrame:
    """Whole numbers that name strata, in as few bytes as they need: most of the work is to sort by them."""
    if not frame.schema["stratum"].is_integer():
        return frame
    return frame.with_columns(frame["stratum"].shrink_dtype())


def check_frame(frame: pl.DataFrame, largest_event: int = ONE_CAUSE) -> None:
    """Raise ValueError if `frame` is faulty, by the rules of the macros; `largest_event` is the last code."""
    check_columns(frame)
    with _library().cursor() as connection:
        connection.register("person", frame.select(_columns_of(frame)))
        message = connection.sql("from fault_message('person', ?)", params=[largest_event]).fetchall()[0][0]
    if message:
        raise ValueError(message)


def check_columns(frame: pl.DataFrame) -> None:
    """Raise ValueError if a column is missing, does not hold numbers, or is a weight that nobody has."""
    for name in REQUIRED_COLUMNS:
        if name not in frame.columns:
            raise ValueError(f"column {name}: missing; found {', '.join(frame.columns) or 'no columns'}")
    for name in ("time", "event", *OPTIONAL_COLUMNS):
        dtype = frame.schema.get(name, pl.Float64())
        if not (dtype.is_numeric() or dtype in (pl.Boolean, pl.Null)):
            raise ValueError(f"column {name}: a number was expected, found {dtype}")
    # In SQL a column without a value is the same as none.
    if "weight" in frame.columns and 0 < len(frame) == frame["weight"].null_count():
        raise ValueError(f"column weight: missing in {len(frame)} rows")


def numbers(values: float | Sequence[float]) -> list[float]:
    """One number or several, as a list."""
    return [float(value) for value in np.atleast_1d(values)]


def _columns_of(frame: pl.DataFrame) -> list[str]:
    return [name for name in (*REQUIRED_COLUMNS, *OPTIONAL_COLUMNS) if name in frame.columns]


@cache
def _library() -> duckdb.DuckDBPyConnection:
    """An in-memory database with the macros; each call works on a cursor of its own.

    It writes nothing to disk: the frames that it reads are in memory, and may be of persons.
    """
    connection = duckdb.connect(":memory:", config={"temp_directory": ""})
    macros.install(connection, names=(*macros.MACRO_NAMES, *macros.OWN_MACRO_NAMES))
    return connection
