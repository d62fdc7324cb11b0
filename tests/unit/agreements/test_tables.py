"""The frames of the agreement tables are what their schemas declare."""

from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines import ddl
from pipelines.agreements.folder import folder_tables
from pipelines.agreements.tables import agreement_tables
from pipelines.tables import SCHEMAS, TableDefinition

SAMPLE = Path(__file__).resolve().parents[3] / "sample_data" / "agreements"
EMPTY = ("regimen", "reassessment_decision", "criterion_left_out")
"""No example lists what this table holds."""

DECLARED = sorted(path.stem for path in (SCHEMAS / "agreement").glob("[a-z]*.py"))


@pytest.fixture(scope="module")
def tables():
    return folder_tables(SAMPLE)


def test_there_is_a_frame_for_every_declared_table(tables):
    assert sorted(tables) == DECLARED


@pytest.mark.parametrize("table", DECLARED)
def test_the_examples_pass_the_schema(table, tables):
    import ibis

    if table in EMPTY:
        assert tables[table].height == 0
        return
    model = TableDefinition("agreement", table).model
    with duckdb.connect() as connection:
        ddl.create_table(connection, table, model)
        connection.register("frame", tables[table])
        connection.execute(f"insert into {table} by name select * from frame")
        connection.unregister("frame")
        model.validate(ibis.duckdb.from_connection(connection).table(table))
    key = model.to_schema().unique
    assert tables[table].select(key).is_duplicated().sum() == 0
    assert tables[table].height >= 1


def test_no_agreements_give_empty_frames_of_the_same_types(tables):
    empty = agreement_tables([])
    assert {name: frame.schema for name, frame in empty.items()} == {
        name: frame.schema for name, frame in tables.items()
    }
    assert sum(frame.height for frame in empty.values()) == 0


def test_the_published_facts_of_the_first_example(tables):
    median = tables["assumption"].row(by_predicate=_is("EX001", "median_survival"), named=True)
    # 7.5 months, 4.0 and 11.8, at 365.25 / 12 days to a month.
    assert [median[key] for key in ("value", "lower", "upper")] == [
        round(months * 365.25 / 12) for months in (7.5, 4.0, 11.8)
    ]
    assert median["is_invented"] is False and "ID2021_047" in median["source"]


def test_every_number_has_exactly_one_origin(tables):
    unsourced = ["note", "not_judged", "not_judged_reason"]
    said = tables["statement"].filter(~pl.col("kind").is_in(unsourced))
    for frame in (tables["assumption"], tables["price_term"], said):
        assert (frame["source"].is_null() == frame["is_invented"]).all()


def test_every_fact_has_a_number_with_a_unit_and_nothing_else_has(tables):
    is_fact = tables["statement"]["kind"] == "fact_at_introduction"
    facts, others = tables["statement"].filter(is_fact), tables["statement"].filter(~is_fact)
    numbers = ["value", "lower", "upper"]
    assert facts.height >= 5
    assert facts.select(pl.any_horizontal(pl.col(numbers).is_not_null()).all()).item()
    assert facts.select("unit_english", "unit_norwegian").null_count().row(0) == (0, 0)
    for name in (*numbers, "unit_english", "unit_norwegian"):
        assert others[name].is_null().all(), name


def test_every_part_not_judged_stands_beside_its_reason(tables):
    def places(kind):
        return tables["statement"].filter(pl.col("kind") == kind).select("agreement_id", "position")

    assert places("not_judged").height >= 3
    assert places("not_judged").equals(places("not_judged_reason"))


def _is(agreement_id, assumption_id):
    return (pl.col("agreement_id") == agreement_id) & (pl.col("assumption_id") == assumption_id)
