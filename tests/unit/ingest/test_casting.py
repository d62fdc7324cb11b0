"""What counts as a number or a date: DuckDB's own cast is more generous than a register may be."""

import duckdb
import pytest

from pipelines.ingest.casting import untyped_sql, value_sql

READ = [
    ("INTEGER", "12", "12"),
    ("INTEGER", "-3", "-3"),
    ("INTEGER", "007", "7"),
    ("INTEGER", "3.7", None),
    ("INTEGER", "1e3", None),
    ("INTEGER", "1_000", None),
    ("INTEGER", "0x1F", None),
    ("INTEGER", "99999999999", None),
    ("BIGINT", "9999999999", "9999999999"),
    ("DECIMAL(10, 3)", "1,5", "1.500"),
    ("DECIMAL(10, 3)", "1.5", "1.500"),
    ("DECIMAL(10, 3)", "1.234,5", None),
    ("DECIMAL(10, 3)", "1e3", None),
    ("DECIMAL(10, 3)", "NaN", None),
    ("DATE", "2024-02-29", "2024-02-29"),
    ("DATE", "29.02.2024", "2024-02-29"),
    ("DATE", "2023-02-29", None),
    ("DATE", "29.02.2023", None),
    ("DATE", "2024/02/29", None),
    ("DATE", "2024-2-9", None),
    ("DATE", "9.2.2024", None),
    ("DATE", "infinity", None),
    ("DATE", "45351", None),
    ("BOOLEAN", "1", "true"),
    ("BOOLEAN", "ja", None),
    ("VARCHAR", "C50.9,", "C50.9,"),
]


@pytest.mark.parametrize(("type_", "text", "expected"), READ, ids=[f"{t} {x}" for t, x, _ in READ])
@pytest.mark.parametrize("needs_tidying", [False, True], ids=["exact", "padded"])
def test_text_becomes_the_value_or_is_lost_and_known_to_be(type_, text, expected, needs_tidying):
    given = f"  {text} " if needs_tidying else text
    value, lost = (value_sql("x", type_, needs_tidying), untyped_sql("x", type_, needs_tidying))
    with duckdb.connect() as connection:
        row = connection.execute(
            f"select cast({value} as varchar), {lost} from (select $1 as x)", [given]
        ).fetchall()
    assert row == [(expected, expected is None)]


@pytest.mark.parametrize("type_", ["INTEGER", "DATE", "DECIMAL(10, 3)", "VARCHAR"])
def test_empty_text_is_missing_and_nothing_is_lost(type_):
    with duckdb.connect() as connection:
        row = connection.execute(
            f"select {value_sql('x', type_, True)}, {untyped_sql('x', type_, True)} from (select '  ' as x)"
        ).fetchall()
    assert row == [(None, False)]
