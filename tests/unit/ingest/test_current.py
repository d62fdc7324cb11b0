"""The state at a cut: newest snapshot, later increments, the latest delivery of a key wins."""

from datetime import date

import duckdb
import pytest

from pipelines.ingest.current import attach_raw, deliveries_at, stored_deliveries
from pipelines.ingest.load import load_delivery
from pipelines.ingest.raw_tables import raw_models
from pipelines.raw_state import record_deliveries
from pipelines.table_checks import failures
from pipelines.tables import tables_of
from tests.support.delivery import csv_text, write_delivery
from tests.support.violating_rows import good_row

MODEL = raw_models()["dar"]["dodsarsak"]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Five deliveries: an old snapshot, a newer one, and increments of which one came before the newer."""
    folder = tmp_path_factory.mktemp("state")
    for delivery_id, kind, received, groups in (
        ("n-1", "snapshot", "2025-02-01", {1: 1, 2: 1, 9: 1}),
        ("n-2", "increment", "2025-03-01", {8: 2}),
        ("n-3", "snapshot", "2025-04-01", {1: 3, 2: 3, 3: 3}),
        ("n-4", "increment", "2025-05-01", {2: 4, 4: 4}),
        ("n-5", "increment", "2025-06-01", {2: 5, 5: 5}),
    ):
        rows = [good_row(MODEL, number) | {"dod_gr": group} for number, group in groups.items()]
        path = write_delivery(
            folder / "in",
            "dar",
            delivery_id,
            {"dodsarsak": csv_text(MODEL, rows)},
            kind=kind,
            received=received,
        )
        load_delivery(path, folder / "home")
    return folder / "home"


STATES = [
    (date(2025, 1, 31), [], []),
    (date(2025, 2, 1), ["n-1"], [(1, 1), (2, 1), (9, 1)]),
    (date(2025, 3, 1), ["n-1", "n-2"], [(1, 1), (2, 1), (8, 2), (9, 1)]),
    (date(2025, 4, 1), ["n-3"], [(1, 3), (2, 3), (3, 3)]),
    (date(2025, 5, 31), ["n-3", "n-4"], [(1, 3), (2, 4), (3, 3), (4, 4)]),
    (date(2026, 6, 30), ["n-3", "n-4", "n-5"], [(1, 3), (2, 5), (3, 3), (4, 4), (5, 5)]),
]


@pytest.mark.parametrize(
    ("data_cut", "expected_ids", "expected_rows"), STATES, ids=[str(s[0]) for s in STATES]
)
def test_state_at_each_cut(home, data_cut, expected_ids, expected_rows):
    deliveries = deliveries_at(home, data_cut)
    with duckdb.connect() as connection:
        attach_raw(connection, deliveries)
        rows = connection.execute(
            "select right(lopenr, 1)::int, dod_gr from raw.dar_dodsarsak order by 1"
        ).fetchall()
    assert [delivery.delivery_id for delivery in deliveries] == expected_ids
    assert rows == expected_rows


def test_rows_know_where_they_came_from(home):
    with duckdb.connect() as connection:
        attach_raw(connection, deliveries_at(home, date(2026, 6, 30)))
        rows = connection.execute(
            "select delivery_id, source_file, source_line from raw.dar_dodsarsak where lopenr = 'S000000005'"
        ).fetchall()
    assert rows == [("n-5", "dar_dodsarsak.csv", 3)]


def test_a_register_without_a_delivery_has_empty_views_with_the_schemas_types(home):
    with duckdb.connect() as connection:
        attach_raw(connection, deliveries_at(home, date(2026, 6, 30)))
        assert connection.execute("select count(*) from raw.prom_skjema").fetchall() == [(0,)]
        types = dict(row[:2] for row in connection.execute("describe raw.nornmd_behandling").fetchall())
    assert types["dose_gitt"] == "DECIMAL(14,4)"
    assert types["source_line"] == "BIGINT"


def test_facts_of_a_delivery(home):
    last = stored_deliveries(home)[-1]
    assert (last.register, last.delivery_id, last.kind) == ("dar", "n-5", "increment")
    assert (last.received, last.complete_to) == (date(2025, 6, 1), date(2024, 12, 31))
    assert (last.rows, last.quarantined, last.tables) == (2, 0, ("dar_dodsarsak",))


def test_two_registers_may_use_one_id(tmp_path):
    for register, table in (("dar", "dodsarsak"), ("folkeregisteret", "person")):
        model = raw_models()[register][table]
        path = write_delivery(tmp_path / "in", register, "2025", {table: csv_text(model, [good_row(model)])})
        load_delivery(path, tmp_path / "home")
    stored = stored_deliveries(tmp_path / "home")
    with duckdb.connect() as connection:
        connection.execute("create schema raw")
        record_deliveries(connection, stored)
        definition = next(item for item in tables_of("raw") if item.table == "delivery")
        assert not any(failures(connection, definition, {}).values())
        attach_raw(connection, stored)
        counts = [
            connection.execute(f"select count(*) from raw.main.{name}").fetchall()
            for name in ("dar_dodsarsak", "folkeregisteret_person")
        ]
    assert counts == [[(1,)], [(1,)]]
