"""A table is made typed as its schema says, and a layer file reads only what it declares."""

import duckdb
import polars as pl
import pytest

from pipelines import ddl
from pipelines.building import Reader, insert_frame
from pipelines.lineage import column_lineage
from pipelines.select import SelectError
from pipelines.table_checks import failures, offending_rows, schema_failures
from pipelines.tables import all_tables

SOURCE = all_tables()["released.source"]
GOOD = {
    "data_cut": "2026-06-30",
    "register": "npr",
    "n_deliveries": 1,
    "complete_to": None,
    "last_received": None,
    "n_rows": 10,
    "n_quarantined": 0,
}


@pytest.fixture
def connection():
    with duckdb.connect() as connection:
        connection.execute("create schema released")
        yield connection


def test_a_frame_is_stored_in_the_schemas_types(connection):
    insert_frame(connection, SOURCE, pl.DataFrame([GOOD]))
    described = connection.execute("describe released.source").fetchall()
    types = {name: type_ for name, type_, *_ in described}
    assert types["data_cut"] == "DATE" and types["n_rows"] == "BIGINT" and types["register"] == "VARCHAR"
    assert list(types) == list(ddl.column_types(SOURCE.model))


def test_a_table_that_keeps_its_rules_passes(connection):
    insert_frame(connection, SOURCE, pl.DataFrame([GOOD]))
    assert failures(connection, SOURCE, {}) == {}


@pytest.mark.parametrize(
    ("change", "rule"),
    [({"n_rows": -1}, "greater_than_or_equal_to"), ({"register": None}, "not_nullable")],
)
def test_a_broken_rule_is_named_without_its_values(connection, change, rule):
    insert_frame(connection, SOURCE, pl.DataFrame([GOOD | change], schema_overrides={"register": pl.String}))
    (sentence,) = schema_failures(connection, SOURCE)
    assert rule in sentence
    assert "-1" not in sentence


def test_a_doubled_key_is_seen(connection):
    insert_frame(connection, SOURCE, pl.DataFrame([GOOD, GOOD]))
    assert any("uniqueness" in sentence for sentence in schema_failures(connection, SOURCE))


def test_a_sql_check_counts_offending_rows(connection, tmp_path):
    insert_frame(connection, SOURCE, pl.DataFrame([GOOD]))
    check = tmp_path / "source__rows.sql"
    check.write_text("-- Too few rows.\nselect register from released.source where n_rows < 20")
    assert offending_rows(connection, check, {}) == 1


def test_a_layer_file_cannot_read_what_it_does_not_declare(connection):
    reader = Reader(connection, ("core.person",), {})
    with pytest.raises(SelectError, match=r"reads core\.tumour, which READS does not name"):
        reader.query("select * from core.tumour")


def test_a_layer_file_reads_rows_in_an_order_of_their_own(connection):
    """Sums of floats depend on the order of their terms: an order left to threads would change a result."""
    rows = [GOOD | {"register": register} for register in ("npr", "inspire", "kreftregisteret")]
    reader = Reader(connection, ("released.source",), {})
    read = []
    for order in (rows, rows[::-1]):
        insert_frame(connection, SOURCE, pl.DataFrame(order))
        read.append(reader.frame("released.source")["register"].to_list())
    assert read == [["inspire", "kreftregisteret", "npr"]] * 2


def test_comments_and_dictionary_come_from_the_schema(connection):
    ddl.create_table(connection, "released.source", SOURCE.model)
    ddl.comment_table(connection, "released.source", SOURCE.model)
    ((comment,),) = connection.execute(
        "select comment from duckdb_columns() where table_name = 'source' and column_name = 'n_rows'"
    ).fetchall()
    rows = {row["column_name"]: row for row in ddl.dictionary_rows("released.source", SOURCE.model)}
    assert comment == rows["n_rows"]["description_english"] == "Rows accepted"
    assert rows["n_rows"]["description_norwegian"] == "Rader godtatt"
    assert rows["register"]["is_key"] and not rows["n_rows"]["is_key"]


def test_column_lineage_follows_the_sql():
    lineage = column_lineage(all_tables()["outcome.time_to_event"])
    assert lineage["cohort"] == [("cohort.group_member", "cohort")]
    united = [
        name for name in all_tables()["outcome.time_to_event"].upstream if name != "cohort.group_member"
    ]
    assert ("outcome.overall_survival", "time_days") in lineage["time_days"]
    assert sorted(lineage["time_days"]) == [(name, "time_days") for name in sorted(united)]
