"""Read one file into its typed raw table in one pass, every row with the line it came from."""

import csv
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import duckdb
import pyarrow as pa

from pipelines.ingest.casting import forms_sql, untyped_sql, value_sql
from pipelines.ingest.format import CODECS, FileFormat
from pipelines.ingest.lines import LARGEST_FIELD, records
from pipelines.ingest.place import as_read
from pipelines.ingest.rules import TableRules, literal, quoted

UNTYPED = "is_untyped"
PARQUET_DELIMITER = ";"
"""Between the values of a line of a Parquet file in quarantine, which is written as CSV."""
BATCH_ROWS = 20_000
BROKEN_LINE = {
    "MISSING COLUMNS": "line.fields",
    "TOO MANY COLUMNS": "line.fields",
    "UNQUOTED VALUE": "line.quotes",
    "LINE SIZE OVER MAXIMUM": "line.size",
}
"""The reader's word for a line it could not take apart → the quarantine rule; any other: UNREADABLE."""
UNREADABLE = "line.unreadable"


@dataclass(frozen=True)
class BrokenLine:
    line: int
    rule: str
    text: str


@dataclass(frozen=True)
class Source:
    """One file that is being read: where it is, what it is, and a copy in UTF-8 if it needs one."""

    path: Path
    format: FileFormat
    rules: TableRules
    readable: Path

    def text_scan(self) -> str:
        """SQL table function: every column as text."""
        if self.format.kind == "parquet":
            return f"read_parquet({literal(as_read(self.path))}, file_row_number = true)"
        columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in self.format.header)
        return (
            f"read_csv({literal(as_read(self.readable))}, auto_detect = false, columns = {{{columns}}}, "
            f"header = true, delim = {literal(self.format.delimiter)}, quote = '\"', escape = '\"', "
            "store_rejects = true, rejects_limit = 0)"
        )

    def text_column(self, name: str) -> str:
        column = quoted(name)
        return f"cast({column} as varchar)" if self.format.kind == "parquet" else column


@contextmanager
def opened(path: Path, file_format: FileFormat, rules: TableRules, folder: Path) -> Iterator[Source]:
    """As something DuckDB reads: a file in Windows-1252 is copied to UTF-8 in the private `folder`."""
    if file_format.encoding != "Windows-1252":
        yield Source(path, file_format, rules, path)
        return
    copy = folder / f"{path.name}.utf8"
    try:
        with (
            path.open(encoding=CODECS[file_format.encoding], newline="") as old,
            copy.open("w", encoding="utf-8", newline="") as new,
        ):
            while text := old.read(1 << 20):
                new.write(text)
        yield Source(path, file_format, rules, copy)
    finally:
        copy.unlink(missing_ok=True)


def read_typed(
    connection: duckdb.DuckDBPyConnection, source: Source, table: str, delivery_id: str
) -> tuple[list[BrokenLine], dict[str, int]]:
    """Create `table` with the typed columns, provenance and the flag UNTYPED on rows that lost a value.

    Returns the lines that could not be taken apart, and in how many rows that lost no value each form of
    date and number was met.
    """
    types, padding = source.rules.types, source.format.needs_tidying
    values = [
        f"{value_sql(source.text_column(name), type_, padding)} as {quoted(name)}"
        for name, type_ in types.items()
    ]
    lost = [untyped_sql(source.text_column(name), types[name], padding) for name in source.rules.typed]
    forms = forms_sql({source.text_column(name): type_ for name, type_ in types.items()}, padding)
    flags = {UNTYPED: " or ".join(lost) or "false", **forms}
    connection.execute("drop table if exists reject_errors; drop table if exists reject_scans")
    connection.execute(
        f"create table {table} as select {', '.join(values)}, {literal(delivery_id)} as delivery_id, "
        f"{literal(source.path.name)} as source_file, {_line_in_scan(source)} as source_line, "
        f"{', '.join(f'({sql}) as {name}' for name, sql in flags.items())} from {source.text_scan()}"
    )
    broken = _broken_lines(connection, source)
    _number_lines(connection, source, table, [record for record, _ in broken])
    counted = connection.execute(
        f"select {', '.join(f'count_if({name})' for name in forms)} from {table} where not {UNTYPED}"
    ).fetchall()
    for name in forms:
        connection.execute(f"alter table {table} drop column {name}")
    return [line for _, line in broken], dict(zip(forms, counted[0], strict=True))


def _line_in_scan(source: Source) -> str:
    return "file_row_number + 2" if source.format.kind == "parquet" else "cast(null as bigint)"


def _broken_lines(connection: duckdb.DuckDBPyConnection, source: Source) -> list[tuple[int, BrokenLine]]:
    """Record number and line of what the reader rejected, in order; it may report a line more than once."""
    if source.format.kind == "parquet":
        return []
    rejected = connection.execute(
        "select line, min(error_type), any_value(csv_line) from reject_errors group by line order by line"
    ).fetchall()
    broken = []
    for reader_line, error, text in rejected:
        record = source.format.lines.record_at(reader_line)
        line = BrokenLine(
            source.format.lines.line_of(record), BROKEN_LINE.get(error, UNREADABLE), text.strip("\r\n")
        )
        broken.append((record, line))
    return broken


def _number_lines(
    connection: duckdb.DuckDBPyConnection, source: Source, table: str, rejected: list[int]
) -> None:
    """Give every row its line: a table keeps the order of the file, so its rowid is the row's number."""
    if source.format.kind == "parquet":
        return
    offsets = source.format.lines.offsets(rejected)
    if len(offsets) == 1:
        connection.execute(f"update {table} set source_line = rowid + {offsets[0][1]}")
        return
    shifts = pa.table(
        {"first_row": [first for first, _ in offsets], "shift": [shift for _, shift in offsets]}
    )
    connection.register("line_shift", shifts)
    connection.execute(
        f"update {table} set source_line = numbered.row_number + numbered.shift from "
        f"(select r.row_number, s.shift from (select rowid as row_number from {table}) r "
        "asof join line_shift s on r.row_number >= s.first_row) numbered "
        f"where {table.split('.')[-1]}.rowid = numbered.row_number"
    )
    connection.unregister("line_shift")


def raw_rows(
    connection: duckdb.DuckDBPyConnection, source: Source, lines: Collection[int]
) -> Iterator[pa.Table]:
    """The given lines as they stand in the file, in batches: source_line, raw_text, every column as text."""
    if source.format.kind == "parquet":
        yield _parquet_rows(connection, source, lines)
        return
    found = _wanted_records(source, set(lines))
    while batch := list(islice(found, BATCH_ROWS)):
        columns = {"source_line": [line for line, _, _ in batch], "raw_text": [text for _, text, _ in batch]}
        for name in source.rules.types:
            position = source.format.header.index(name)
            columns[name] = [fields[position] if position < len(fields) else None for _, _, fields in batch]
        types = [(name, pa.int64() if name == "source_line" else pa.string()) for name in columns]
        yield pa.table(columns, schema=pa.schema(types))


def _wanted_records(source: Source, wanted: set[int]) -> Iterator[tuple[int, str, list[str]]]:
    with source.path.open(encoding=source.format.codec, newline="\n") as lines:
        if not source.format.is_line_per_record:
            yield from (found for found in records(lines, source.format.delimiter) if found.line in wanted)
            return
        csv.field_size_limit(LARGEST_FIELD)
        for line, text in enumerate(lines, start=1):
            if line in wanted:
                text = text.rstrip("\r\n")
                yield line, text, next(csv.reader([text], delimiter=source.format.delimiter))


def _parquet_rows(connection: duckdb.DuckDBPyConnection, source: Source, lines: Collection[int]) -> pa.Table:
    columns = [f"{source.text_column(name)} as {quoted(name)}" for name in source.rules.types]
    texts = ", ".join(_as_field(source.text_column(name)) for name in source.format.header)
    return connection.sql(
        f"select file_row_number + 2 as source_line, concat_ws('{PARQUET_DELIMITER}', {texts}) as raw_text, "
        f"{', '.join(columns)} from {source.text_scan()} where list_contains($lines, file_row_number + 2)",
        params={"lines": sorted(lines)},
    ).to_arrow_table()


def _as_field(text: str) -> str:
    """SQL of a value as a field of CSV."""
    return (
        f"""case when regexp_matches({text}, '[;"\\r\\n]') then '"' || replace({text}, '"', '""') || '"' """
        f"else coalesce({text}, '') end"
    )
