"""One file of a delivery as a table of text, with the faults planted in it.

A sheet is text from the start: a fault is a change of text. Each row has `_row`, its identity, and `_order`,
its place; line numbers are given only when the sheet is closed, after all rows have been planted.
"""

from dataclasses import dataclass, field

import numpy as np
import polars as pl

from sample_data.generator.timeline import Delivery

QUARANTINE, REPAIRED, SUPERSEDED = "quarantine", "repaired", "superseded"
HEADER_LINES = 1
WHOLE_FILE = 0  # line number of a fault that is a property of the file
FAULT_COLUMNS = ("register", "delivery_id", "file", "line", "column", "fault", "expected")
_FRESH = {"lopenr": "S0000{:05d}", "other": "J{:08d}"}


@dataclass
class Sheet:
    """Rows of one file as text; `key` are the columns that identify a row in the register."""

    table: str
    key: tuple[str, ...]
    rows: pl.DataFrame
    noted: list[pl.DataFrame] = field(default_factory=list)
    fresh: int = 0

    @property
    def columns(self) -> list[str]:
        """Columns that go into the file."""
        return [name for name in self.rows.columns if not name.startswith("_")]

    def note(self, rows: pl.Series, column: str, fault: str, expected: str) -> None:
        """Remember that the rows with these `_row` numbers carry a fault."""
        count = len(rows)
        self.noted.append(
            pl.DataFrame(
                {
                    "_row": rows,
                    "column": [column] * count,
                    "fault": [fault] * count,
                    "expected": [expected] * count,
                },
                schema_overrides={
                    "_row": pl.Int64,
                    "column": pl.String,
                    "fault": pl.String,
                    "expected": pl.String,
                },
            )
        )

    def rewrite(
        self, rng, share: float, column: str, change: pl.Expr, fault: str, where: pl.Expr | None = None
    ) -> None:
        """Change the text of one column in a share of the rows, in a way the pipeline must understand."""
        eligible = pl.col(column) != ""
        if where is not None:
            eligible = eligible & where
        chosen = self.rows.select(eligible & pl.Series("u", rng.random(self.rows.height) < share)).to_series()
        changed = self.rows.select(change).to_series()
        before = self.rows[column]
        chosen = chosen & (changed != before)
        self.rows = self.rows.with_columns(
            pl.when(chosen).then(changed.alias(column)).otherwise(pl.col(column)).alias(column)
        )
        self.note(self.rows.filter(chosen)["_row"], column, fault, REPAIRED)

    def duplicate(self, rng, count: int) -> None:
        """Repeat some rows exactly, on the next line; the repeated line is the fault."""
        copies = self._copies(rng, count, shift=0.25)
        self._add(copies)
        self.note(copies["_row"], "", "exact_duplicate", QUARANTINE)

    def junk(self, rng, column: str, values: dict[str, str] | str, fault: str, count: int = 1) -> None:
        """Add rows that are copies with a key of their own and a value the column does not allow.

        `values` is the value of `column`, or several columns at once.
        """
        copies = self._with_fresh_keys(self._copies(rng, count, shift=0.5))
        broken = {column: values} if isinstance(values, str) else values
        copies = copies.with_columns(pl.lit(value).alias(name) for name, value in broken.items())
        self._add(copies)
        self.note(copies["_row"], column, fault, QUARANTINE)

    def break_lines(self, rng) -> None:
        """Add one line that lacks its last field and one that has a field too many."""
        for fault in ("missing_field", "extra_field"):
            copy = self._with_fresh_keys(self._copies(rng, 1, shift=0.75)).with_columns(_broken=pl.lit(fault))
            self._add(copy)
            self.note(copy["_row"], "", fault, QUARANTINE)

    def _copies(self, rng, count: int, shift: float) -> pl.DataFrame:
        sound = self.rows.filter(pl.col("_order") == pl.col("_order").floor())
        chosen = rng.permutation(sound.height)[:count]
        first = self.rows.height
        return sound[np.sort(chosen)].with_columns(
            pl.int_range(first, first + len(chosen), dtype=pl.Int64).alias("_row"),
            _order=pl.col("_order") + shift,
        )

    def _with_fresh_keys(self, rows: pl.DataFrame) -> pl.DataFrame:
        numbers = range(self.fresh + 1, self.fresh + rows.height + 1)
        self.fresh += rows.height
        column = self.key[-1] if self.key[-1] in self.columns and "dato" not in self.key[-1] else self.key[0]
        pattern = _FRESH["lopenr"] if column == "lopenr" else _FRESH["other"]
        return rows.with_columns(
            pl.Series(column, [pattern.format(number) for number in numbers], dtype=pl.String)
        )

    def _add(self, rows: pl.DataFrame) -> None:
        self.rows = pl.concat([self.rows, rows.select(self.rows.columns)])

    def close(self, delivery: Delivery, file: str) -> pl.DataFrame:
        """Put the rows in order and give the faults with their line in the file."""
        self.rows = self.rows.sort("_order", "_row")
        lines = self.rows.select("_row").with_row_index("line", offset=HEADER_LINES + 1).cast(pl.Int64)
        noted = pl.concat(self.noted) if self.noted else None
        faults = _file_faults(delivery, self.columns)
        if noted is not None:
            faults = pl.concat(
                [faults, noted.join(lines, on="_row").select("line", "column", "fault", "expected")]
            )
        return faults.select(
            pl.lit(delivery.register).alias("register"),
            pl.lit(delivery.delivery_id).alias("delivery_id"),
            pl.lit(file).alias("file"),
            "line",
            "column",
            "fault",
            "expected",
        ).sort("line", "column", "fault")


def _file_faults(delivery: Delivery, columns: list[str]) -> pl.DataFrame:
    """What is unusual about the file as a whole."""
    style = delivery.style
    found = [
        ("windows_1252", style.encoding == "cp1252"),
        ("no_byte_order_mark", not style.byte_order_mark),
        ("decimal_point", style.decimal == "."),
        ("day_first_dates", style.day_first),
        ("sex_as_text", "npkSærtjeneste_STGKode" in columns),
    ]
    names = [name for name, holds in found if holds]
    return pl.DataFrame(
        {
            "line": [WHOLE_FILE] * len(names),
            "column": [""] * len(names),
            "fault": names,
            "expected": [REPAIRED] * len(names),
        },
        schema={"line": pl.Int64, "column": pl.String, "fault": pl.String, "expected": pl.String},
    )


def as_text(frame: pl.DataFrame, delivery: Delivery) -> pl.DataFrame:
    """Dates, decimals and missing values written as the delivery writes them; `_` columns are left alone."""
    style = delivery.style
    columns = []
    for name, kind in frame.schema.items():
        column = pl.col(name)
        if name.startswith("_"):
            continue
        if kind == pl.Date:
            column = column.dt.strftime("%d.%m.%Y" if style.day_first else "%Y-%m-%d")
        elif kind == pl.Float64:
            column = column.round(4).cast(pl.String).str.replace(".", style.decimal, literal=True)
        else:
            column = column.cast(pl.String)
        columns.append(column.fill_null("").alias(name))
    return frame.with_columns(columns)


def other_date_form(column: str, day_first: bool) -> pl.Expr:
    """The same date in the form the file does not use."""
    text = pl.col(column)
    if day_first:
        return text.str.slice(6, 4) + "-" + text.str.slice(3, 2) + "-" + text.str.slice(0, 2)
    return text.str.slice(8, 2) + "." + text.str.slice(5, 2) + "." + text.str.slice(0, 4)


def open_sheet(table: str, key: tuple[str, ...], frame: pl.DataFrame, delivery: Delivery) -> Sheet:
    """Sheet of the rows of one delivery; an empty marker column says which lines will be broken."""
    numbered = as_text(frame, delivery).with_columns(
        _row=pl.int_range(pl.len(), dtype=pl.Int64),
        _order=pl.int_range(pl.len(), dtype=pl.Int64).cast(pl.Float64),
        _broken=pl.lit(""),
    )
    return Sheet(table, key, numbered)
