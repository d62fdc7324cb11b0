"""What a delivery's store tells of its quarantine without a word of any line: counts, line numbers, codes."""

import re
from pathlib import Path

import duckdb

from pipelines.ingest.tolerance import ALL_RULES, DECIMAL_SIGN, NEW_CODE, NEW_COLUMN, RuleCount
from pipelines.methods.disclosure import THRESHOLD

LONGEST_CODE = 12
LIKE_A_NUMBER_OF_A_PERSON = re.compile(r"[0-9]{6}")
"""Dates of birth, identity numbers and serial numbers have six digits in a row; codes of lists do not."""


def rule_counts(store: Path) -> list[RuleCount]:
    """Per file and rule the lines that break it, most first, and after them all rules together.

    `store` is the file of one delivery. A file without lines in quarantine has no row. Before them come
    columns that are new (`<column>.new_column`: lines on which they are filled), per column the unknown code
    that stands on most lines (`<column>.new_code`), and numbers with points beside decimal commas.
    """
    with duckdb.connect(str(store), read_only=True) as connection:
        rows = connection.execute(
            """
            with held as (select source_file, rule, source_line from quarantine),
            per_rule as (
                select source_file, rule, count(distinct source_line) as n_lines, false as is_total
                from held group by all
                union all
                select source_file, $1, count(distinct source_line), true from held group by all
            )
            select source_file, table_name, rule, n_lines, n_rows
            from per_rule join delivery_file using (source_file)
            order by source_file, is_total, n_lines desc, rule
            """,
            [ALL_RULES],
        ).fetchall()
        added = _added(connection)
    return [*added, *(RuleCount(*row) for row in rows)]


def _added(connection: duckdb.DuckDBPyConnection) -> list[RuleCount]:
    files = connection.execute("select source_file, table_name, n_rows from delivery_file").fetchall()
    facts = {file: (table, n_rows) for file, table, n_rows in files}
    new = _rows_of(connection, "new_column", "select source_file, column_name, n_lines from new_column")
    found = [(file, f"{column}.{NEW_COLUMN}", n) for file, column, n in new]
    most: dict[tuple[str, str], int] = {}
    for file, column, _, n in _unknown_codes(connection):
        most[file, column] = max(n, most.get((file, column), 0))
    found += [(file, f"{column}.{NEW_CODE}", n) for (file, column), n in most.items()]
    found += connection.execute(
        "select source_file, $1, n_rows_decimal_point from delivery_file "
        "where kind = 'csv' and n_rows_decimal_comma > 0 and n_rows_decimal_point > 0",
        [DECIMAL_SIGN],
    ).fetchall()
    return [RuleCount(file, facts[file][0], rule, n, facts[file][1]) for file, rule, n in found]


def _rows_of(connection: duckdb.DuckDBPyConnection, table: str, query: str) -> list[tuple]:
    """Rows of a table that stores from before it was kept do not have."""
    tables = connection.execute(
        "select count(*) from duckdb_tables() where table_name = $1 and not internal", [table]
    ).fetchall()
    return connection.execute(query).fetchall() if tables[0][0] else []


def first_lines(store: Path, how_many: int) -> dict[tuple[str, str], list[int]]:
    """(file, rule) → numbers of the first lines that break it; the header is line 1."""
    with duckdb.connect(str(store), read_only=True) as connection:
        rows = connection.execute(
            "select source_file, rule, list_sort(list(distinct source_line))[:$1] from quarantine "
            "group by all",
            [how_many],
        ).fetchall()
    return {(file, rule): lines for file, rule, lines in rows}


def unknown_codes(store: Path) -> list[tuple[str, str, str, int]]:
    """(file, column, code, lines) of values outside a code list that are codes and no person's own.

    Named are only values on at least five lines that are short and hold no long number: a single odd value
    may be anything, a person's name included. Stores loaded before codes were kept have none.
    """
    with duckdb.connect(str(store), read_only=True) as connection:
        return _unknown_codes(connection)


def _unknown_codes(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str, int]]:
    rows = _rows_of(
        connection,
        "unknown_code",
        "select source_file, column_name, code, n_lines from unknown_code "
        f"where n_lines >= {THRESHOLD} and length(code) <= {LONGEST_CODE} "
        "order by source_file, column_name, n_lines desc, code",
    )
    return [row for row in rows if row[2].isprintable() and not LIKE_A_NUMBER_OF_A_PERSON.search(row[2])]
