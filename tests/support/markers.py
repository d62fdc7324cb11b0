"""Markers that are planted in deliveries, and the search for them in whatever a run leaves behind."""

import re
import sqlite3
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from schemas.table import Table
from tests.support.violating_rows import good_row

MARKER_DAY, MARKER_NUMBER = date(1987, 11, 23), 7_654_321
MARKER = re.compile(rb"ZQX[a-z]{3}|1987-11-23|23\.11\.1987|23112087|7[ ,.\xa0]?654[ ,.\xa0]?321")


def marker_text(number: int) -> str:
    """A word that stands nowhere else; another one for each number up to 17,575."""
    letters = (number // 676, number // 26 % 26, number % 26)
    return "ZQX" + "".join(chr(ord("a") + letter) for letter in letters)


def marked_rows(model: type[Table]) -> Iterator[dict[str, Any]]:
    """Rows with a marker in one column each, whether its rules take it or not, and one with it in all."""
    columns = list(model.to_schema().columns.items())
    everywhere = {
        name: _marker_for(column, place)
        for place, (name, column) in enumerate(columns)
        if not _is_closed(column)
    }
    yield good_row(model, 1) | everywhere
    for place, (name, column) in enumerate(columns):
        yield good_row(model, 100 + place) | {name: _marker_for(column, place)}
        # In a column of dates or numbers a word is not a value.
        yield good_row(model, 1100 + place) | {name: marker_text(1000 + place)}


def _marker_for(column: Any, number: int) -> Any:
    type_ = column.dtype.type
    if type_.is_string():
        pattern = next((c.statistics["pattern"] for c in column.checks if c.name == "str_matches"), "")
        # Behind a pattern that says nothing of the end, anything may follow.
        return f"C34{marker_text(number)}" if pattern == r"^[A-Za-z]\d{2}" else marker_text(number)
    return MARKER_DAY if type_.is_date() or type_.is_timestamp() else MARKER_NUMBER


def _is_closed(column: Any) -> bool:
    """Whether a list, an anchored pattern or limits keep markers out of a good row."""
    kinds = {check.name for check in column.checks}
    pattern = next((str(c.statistics["pattern"]) for c in column.checks if c.name == "str_matches"), "")
    limits = {"isin", "in_range", "less_than_or_equal_to", "less_than"}
    short = any(
        (check.statistics.get("max_value") or 99) < 6 for check in column.checks if check.name == "str_length"
    )
    return bool(kinds & limits) or pattern.endswith("$") or short or column.dtype.type.is_boolean()


def holding(places: Iterable[Path], marker: re.Pattern[bytes] = MARKER) -> dict[str, list[str]]:
    """Files (of folders: all below) that hold a marker → which; packed content is unpacked before."""
    files = [path for place in places for path in (place.rglob("*") if place.is_dir() else [place])]
    found = {
        str(path): sorted(
            {m.decode(errors="replace") for text in contents(path) for m in marker.findall(text)}
        )
        for path in files
        if path.is_file()
    }
    return {path: markers for path, markers in found.items() if markers}


def contents(path: Path) -> Iterator[bytes]:
    """The bytes of a file, and what they say where a reader would see more in them."""
    data = path.read_bytes()
    yield data
    if path.suffix == ".parquet":
        with duckdb.connect() as connection:
            yield _text(connection.execute("from read_parquet(?)", [str(path)]))
    elif data[8:12] == b"DUCK":
        with duckdb.connect(str(path), read_only=True) as connection:
            tables = connection.execute(
                "select schema_name, table_name from duckdb_tables() where not internal"
            ).fetchall()
            for schema, table in tables:
                yield _text(connection.execute(f'from "{schema}"."{table}"'))
    elif data.startswith(b"SQLite format 3"):
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
            yield "\n".join(connection.iterdump()).encode()
    elif data.startswith(b"PK"):
        with zipfile.ZipFile(path) as archive:
            yield from (archive.read(name) for name in archive.namelist())
    elif data.startswith(b"%PDF"):
        for stream in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
            yield zlib.decompressobj().decompress(stream)


def _text(cursor: Any) -> bytes:
    return "\n".join(";".join(map(str, row)) for row in cursor.fetchall()).encode()
