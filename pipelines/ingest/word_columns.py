"""Where in a delivered file names, addresses and free text stand: column, kind and line, never the value.

Which columns may hold words says the schema (`words=True`): open lists of names of things. Every other column
is closed. `words_in_file` reads the file itself and is what `revurdering check` does. A load has read it
already, and looks at what it made of it (`words_in_store`): the text that came in where no list holds it, and
the lines in quarantine. Both find the same.
"""

import csv
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import duckdb

from pipelines.in_memory import in_memory
from pipelines.ingest.format import FileFormat, lines_of
from pipelines.ingest.identity import masked
from pipelines.ingest.identity_columns import NO_COLUMN
from pipelines.ingest.lines import LARGEST_FIELD, records
from pipelines.ingest.place import as_read
from pipelines.ingest.reading import PARQUET_DELIMITER
from pipelines.ingest.rules import quoted
from pipelines.ingest.wording import REFUSED_WHOLE, name_shown
from pipelines.ingest.words import (
    SUSPECT_IN_PYTHON,
    SUSPECT_IN_SQL,
    kind_in_closed,
    kind_in_open,
)
from schemas.table import Table

LINES_SHOWN = 5
LONGEST_JUDGED = 1000
"""Signs of a value that are looked at: no register has a code or a name that is longer."""
Found = dict[tuple[str, str], list[int]]
"""(column, kind) → lines, in order."""

NAME_NOT_SHOWN = "whose name reads as words"
LETTERS = re.compile(r"[^\W\d_]+")
OF_PERSONS = (
    "navn name adresse address gate telefon telefonnr telefonnummer tlf mobil mobilnr epost email mail "
    "fritekst freetext merknad kommentar comment notat anmerkning journaltekst pårørende parorende "
    "personnummer personnr fødselsnummer fodselsnummer fnr identitetsnummer"
)
"""How the names of columns end that hold what identifies a person, or anything at all."""
PERSONAL_COLUMN = re.compile(rf"(?:{'|'.join(OF_PERSONS.split())})$")


class Expected:
    """What the columns of a raw table may hold: names of things in open ones, no words in any other."""

    def __init__(self, model: type[Table]) -> None:
        self.open: list[str] = []
        self.closed: list[str] = []
        """Text columns that may hold words; those that may not, without those with a list of codes."""
        self._known: dict[str, frozenset[str]] = {}
        for name, column in model.to_schema().columns.items():
            metadata = column.metadata or {}
            lists = [check.statistics["allowed_values"] for check in column.checks if check.name == "isin"]
            codes = [str(code) for values in lists for code in values]
            said = " ".join([name, column.description or "", metadata.get("norwegian") or "", *codes])
            self._known[name] = frozenset(LETTERS.findall(said.casefold()))
            if metadata.get("words"):
                self.open.append(name)
            elif column.dtype.type.is_string() and not lists:
                self.closed.append(name)
        self._kind = lru_cache(maxsize=1 << 16)(self._judged)

    def kind(self, column: str, value: str) -> str:
        """What the value reads as in that column; empty if not as anything of a person."""
        return self._kind(column, value[:LONGEST_JUDGED].strip())

    def _judged(self, column: str, value: str) -> str:
        if column in self.open or column == NO_COLUMN:
            return kind_in_open(value)
        return kind_in_closed(value, self._known.get(column, frozenset()))


def refusal_of_words(place: object, found: Found) -> str:
    """The one message: what was found, in which columns and on which lines, never the thing itself."""
    parts = [f"{kind} in {column} ({_lines(lines)})" for (column, kind), lines in sorted(found.items())]
    return masked(f"{place}: found what reads as {', '.join(parts)}; {REFUSED_WHOLE}")


def personal_columns(header: Iterable[str], columns: Iterable[str]) -> list[int]:
    """Places (from 1) of unknown columns that by their name hold persons' names, addresses or free text."""
    known = set(columns)
    return [
        place
        for place, name in enumerate(header, start=1)
        if name not in known and PERSONAL_COLUMN.search("".join(LETTERS.findall(name.casefold())))
    ]


def column_shown(name: str) -> str:
    """The name of a column, unless it reads as a value itself: a person's name, a text."""
    return NAME_NOT_SHOWN if reads_as_words(name) else name_shown(name)


def reads_as_words(name: str) -> bool:
    """Whether the name of a column is rather a value."""
    return bool(kind_in_closed(name.replace("_", "")) or kind_in_open(name))


def words_in_file(path: Path, met: FileFormat, expected: Expected) -> Found:
    """What stands in the file, read from its beginning to its end."""
    found: Found = {}
    if met.kind == "parquet":
        with in_memory() as connection:
            for name in met.header:
                rows = connection.execute(
                    "select line, value from (select file_row_number + 2 as line, "
                    f"cast({quoted(name)} as varchar) as value "
                    "from read_parquet(?, file_row_number = true)) where regexp_matches(value, ?)",
                    [as_read(path), SUSPECT_IN_SQL],
                ).fetchall()
                for line, value in rows:
                    _note(found, expected, name, value, line)
        return found
    if not met.may_hold_words:
        return found
    for number, record in enumerate(records(lines_of(path, met), met.delimiter)):
        if number and SUSPECT_IN_PYTHON.search(record.text):
            _note_fields(found, expected, met, record.fields, record.line)
    return found


def words_in_store(
    connection: duckdb.DuckDBPyConnection,
    catalog: str,
    table: str,
    file: str,
    met: FileFormat,
    expected: Expected,
) -> Found:
    """What stands in `catalog.table` and in the lines of its file that are in quarantine."""
    found: Found = {}
    if not met.may_hold_words:
        return found
    rows = suspect_values(connection, f"{catalog}.{table}", expected.closed)
    rows += _open_values(connection, f"{catalog}.{table}", expected)
    for line, column, value in rows:
        _note(found, expected, column, value, line)
    broken = connection.execute(
        f"select distinct source_line, raw_text from {catalog}.quarantine where source_file = $1 "
        "and regexp_matches(raw_text, $2)",
        [file, SUSPECT_IN_SQL],
    ).fetchall()
    for line, text in broken:
        _note_fields(found, expected, met, _fields(text, met.delimiter or PARQUET_DELIMITER), line)
    return {place: sorted(set(lines)) for place, lines in found.items()}


def suspect_values(
    connection: duckdb.DuckDBPyConnection, table: str, columns: list[str]
) -> list[tuple[int, str, str]]:
    """Line, column and text of every value of these columns in which SUSPECT is found."""
    if not columns:
        return []
    # Written one after the other, values are looked through at once, and the pattern is read once, not once a
    # column. What stands between them is no sign that SUSPECT takes for part of a word or a number.
    in_a_row = f"concat_ws(chr(31), {', '.join(map(quoted, columns))})"
    values = ", ".join(f"{{'column_name': '{column}', 'text': {quoted(column)}}}" for column in columns)
    return connection.execute(
        "select source_line, found.column_name, found.text from ("
        f"select source_line, unnest([{values}]) as found from {table} where regexp_matches({in_a_row}, $1)"
        ") where regexp_matches(found.text, $1)",
        [SUSPECT_IN_SQL],
    ).fetchall()


def _open_values(
    connection: duckdb.DuckDBPyConnection, table: str, expected: Expected
) -> list[tuple[int, str, str]]:
    """Names of things are few and repeated: each is judged once, and only bad ones are looked up."""
    rows: list[tuple[int, str, str]] = []
    for name in expected.open:
        values = connection.execute(
            f"select distinct {quoted(name)} from {table} where {quoted(name)} is not null"
        ).fetchall()
        bad = [value for (value,) in values if expected.kind(name, value)]
        if bad:
            rows += connection.execute(
                f"select source_line, $1, {quoted(name)} from {table} "
                f"where list_contains($2, {quoted(name)})",
                [name, bad],
            ).fetchall()
    return rows


def _fields(text: str, delimiter: str) -> list[str]:
    csv.field_size_limit(LARGEST_FIELD)
    try:
        return next(csv.reader([text], delimiter=delimiter), [])
    except csv.Error:
        return text.split(delimiter)


def _note_fields(found: Found, expected: Expected, met: FileFormat, fields: list[str], line: int) -> None:
    """Fields of a line that has too many or too few are in no column: any may be one of an open one."""
    if len(fields) == len(met.header):
        for column, value in zip(met.header, fields, strict=True):
            _note(found, expected, column, value, line)
        return
    for value in (met.delimiter or PARQUET_DELIMITER).join(fields).split(met.delimiter or PARQUET_DELIMITER):
        _note(found, expected, NO_COLUMN, value, line)


def _note(found: Found, expected: Expected, column: str, value: str, line: int) -> None:
    if kind := expected.kind(column, value):
        shown = column if column == NO_COLUMN else column_shown(column)
        found.setdefault((shown, kind), []).append(line)


def _lines(lines: list[int]) -> str:
    shown = ", ".join(map(str, lines[:LINES_SHOWN]))
    more = len(lines) - LINES_SHOWN
    return f"line{'s' * (len(lines) > 1)} {shown}" + (f" and {more} more" if more > 0 else "")
