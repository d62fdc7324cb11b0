"""In which columns of a delivered file identity numbers stand, and in how many rows."""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from pipelines.in_memory import in_memory
from pipelines.ingest.format import FileFormat, lines_of
from pipelines.ingest.identity import holds_identity_number
from pipelines.ingest.lines import records
from pipelines.ingest.place import as_read
from pipelines.ingest.rules import quoted

ELEVEN_DIGITS = "(?:[0-9][ /.\u00a0\u00ad\u2000-\u2015\u202f\u2212-]{0,3}){10}[0-9]"
"""For Python and DuckDB: what may be an identity number, which is looked at then."""
ELEVEN_DIGITS_IN_PYTHON = re.compile(ELEVEN_DIGITS)
NUMBER = re.compile(r"(U?(TINY|SMALL|BIG|HUGE)?INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL\([0-9]+,[0-9]+\))$")
"""DuckDB's types of numbers."""
COLUMN_NAMES, NO_COLUMN = "the column names", "no column of the header"


def identity_numbers_by_column(path: Path, met: FileFormat) -> Mapping[str, int]:
    """Rows with an identity number, by column; empty if there is none."""
    if met.kind == "parquet":
        return _in_parquet(path, met)
    return _in_csv(path, met) if met.has_identity_number else {}


def _in_csv(path: Path, met: FileFormat) -> Mapping[str, int]:
    counts: Counter[str] = Counter()
    for number, record in enumerate(records(lines_of(path, met), met.delimiter)):
        if not ELEVEN_DIGITS_IN_PYTHON.search(record.text):
            continue
        holding = [place for place, value in enumerate(record.fields) if holds_identity_number(value)]
        if number == 0:
            counts.update([COLUMN_NAMES] if holding else [])
        else:
            counts.update({met.header[place] if place < len(met.header) else NO_COLUMN for place in holding})
    # The bytes held one: where no field does, a quote or a break stands in it.
    return counts or {NO_COLUMN: 1}


def _in_parquet(path: Path, met: FileFormat) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    if any(holds_identity_number(name) for name in met.header):
        counts[COLUMN_NAMES] = 1
    with in_memory() as connection:
        columns = connection.execute("describe from read_parquet(?)", [as_read(path)]).fetchall()
        for name, type_, *_ in columns:
            found = connection.execute(
                f"select value from (select {_text_sql(name, type_)} as value from read_parquet(?)) "
                "where regexp_matches(value, ?)",
                [as_read(path), ELEVEN_DIGITS],
            ).fetchall()
            n_rows = sum(holds_identity_number(value) for (value,) in found)
            if n_rows:
                counts[name] = n_rows
    return counts


def _text_sql(name: str, type_: str) -> str:
    """The column as text. As a number, an identity number of somebody born on day 1 to 9 has lost its zero:
    a whole number of ten digits gets it back."""
    column = quoted(name)
    if not NUMBER.match(type_):
        return f"cast({column} as varchar)"
    return (
        f"case when {column} between 1000000000 and 9999999999 and {column} = trunc({column}) "
        f"then '0' || cast(cast({column} as bigint) as varchar) else cast({column} as varchar) end"
    )
