"""A file of deletions holds keys of rows that earlier deliveries brought and that are no more."""

from datetime import date

import duckdb
import pytest

from pipelines.ingest.check import check_delivery
from pipelines.ingest.counts import TableCounts, table_counts
from pipelines.ingest.current import attach_raw, deliveries_at
from pipelines.ingest.load import DeliveryRefused, load_all, load_delivery
from pipelines.ingest.raw_tables import deletion_model, raw_models
from pipelines.ingest.stored_rules import stored_failures
from tests.support.delivery import csv_text, query, write_delivery
from tests.support.violating_rows import good_row

MODEL = raw_models()["npr"]["episode"]
ROWS = [good_row(MODEL, number) for number in range(3)]
KEY = ["lopenr", "episode_lnr"]


def keys(*rows: dict) -> str:
    return "\n".join([";".join(KEY), *(";".join(row[name] for name in KEY) for row in rows)]) + "\n"


def delivery(folder, delivery_id, rows=(), deleted=None, **stated):
    files = {"episode": csv_text(MODEL, rows)} if rows else {}
    deletions = {} if deleted is None else {"episode": deleted}
    return write_delivery(folder / "in", "npr", delivery_id, files, deletions, **stated)


def test_a_key_of_two_columns_is_deleted_from_its_day_on(tmp_path):
    load_delivery(delivery(tmp_path, "npr-1", ROWS, received="2025-02-01"), tmp_path / "home")
    load_delivery(
        delivery(tmp_path, "npr-2", deleted=keys(ROWS[1]), received="2025-03-01"), tmp_path / "home"
    )

    states = []
    for cut in (date(2025, 2, 28), date(2025, 3, 1)):
        with duckdb.connect() as connection:
            attach_raw(connection, deliveries_at(tmp_path / "home", cut))
            states.append(connection.execute("select lopenr from raw.npr_episode order by 1").fetchall())
    assert states == [[(row["lopenr"],) for row in ROWS], [(ROWS[0]["lopenr"],), (ROWS[2]["lopenr"],)]]
    assert stored_failures(tmp_path / "home", "npr") == {}


def test_a_deletion_that_breaks_a_rule_of_its_key_is_held(tmp_path):
    text = keys(ROWS[0], {**ROWS[1], "lopenr": "ukjent"}, ROWS[0])
    report = load_delivery(delivery(tmp_path, "npr-1", deleted=text), tmp_path / "home")
    store = tmp_path / "home" / "raw" / "npr" / "npr-1.duckdb"
    assert (report.n_loaded, report.n_quarantined) == (1, 2)
    assert query(store, "select table_name, source_line, rule from quarantine order by 2") == [
        ("npr_episode_deleted", 3, "lopenr.str_matches"),
        ("npr_episode_deleted", 4, "key.unique"),
    ]


def test_deletions_are_counted_beside_rows_and_said(tmp_path):
    delivery(tmp_path, "npr-1", ROWS)
    delivery(tmp_path, "npr-2", [*ROWS, {**ROWS[0], "lopenr": "ukjent"}], keys(ROWS[1], ROWS[1]))
    said = []
    load_all(tmp_path / "in", tmp_path / "home", said.append)
    assert said == [
        "npr/npr-1: 3 rows loaded, 0 in quarantine",
        "npr/npr-2: 4 rows loaded, of which 1 are deletions, 2 in quarantine",
    ]
    expected = TableCounts(n_deliveries=2, n_rows=9, n_loaded=6, n_deletions=1, n_quarantined=2)
    assert table_counts(tmp_path / "home", "npr") == {"npr_episode": expected}


def test_a_deletion_that_keeps_no_rule_of_today_is_a_fault_of_its_table(tmp_path):
    load_delivery(delivery(tmp_path, "npr-1", deleted=keys(ROWS[0])), tmp_path / "home")
    with duckdb.connect(str(tmp_path / "home" / "raw" / "npr" / "npr-1.duckdb")) as connection:
        connection.execute("update npr_episode_deleted set lopenr = 'ukjent'")
        connection.execute("update delivery_file set rules = 'those of last year'")
    failures = stored_failures(tmp_path / "home", "npr")
    assert failures == {"npr_episode": ["npr-1, deletions: lopenr: str_matches"]}


def test_other_deletions_under_a_known_id_are_refused(tmp_path):
    load_delivery(delivery(tmp_path / "first", "npr-1", deleted=keys(ROWS[0])), tmp_path / "home")
    other = delivery(tmp_path / "second", "npr-1", deleted=keys(ROWS[1]))
    with pytest.raises(DeliveryRefused, match="found other content than was loaded before as npr-1"):
        load_delivery(other, tmp_path / "home")


@pytest.mark.parametrize("text", ["lopenr\n\nS000000001\n", "lopenr\r\nS000000001\r\n\r\n"])
def test_a_blank_line_among_keys_of_one_column_is_refused(text, tmp_path):
    """Whether it is a row without a value, readers disagree."""
    (problem,) = check_delivery(write_delivery(tmp_path, "nornmd", "a", {}, {"pasient": text}))
    assert problem.endswith("found a blank line in a file of one column; expected none")


REFUSED = {
    "a snapshot": (
        {"rows": ROWS, "deleted": keys(ROWS[0]), "kind": "snapshot"},
        "manifest.yaml: the whole: found a file of deletions; expected a snapshot to",
    ),
    "whole rows": (
        {"deleted": csv_text(MODEL, ROWS)},
        "npr_episode_deleted.csv, line 1: found unknown column",
    ),
    "half a key": (
        {"deleted": "lopenr\nS000000001\n"},
        "npr_episode_deleted.csv, line 1: found no column episode_lnr; expected the 2 columns",
    ),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_refused_by_one_message(fault, tmp_path):
    given, message = REFUSED[fault]
    (problem,) = check_delivery(delivery(tmp_path, "npr-1", **given))
    assert message in problem
    assert "S0000" not in problem


@pytest.mark.parametrize(
    ("register", "table"), [(r, t) for r, tables in raw_models().items() for t in tables]
)
def test_every_raw_table_has_a_key_that_can_be_deleted(register, table):
    whole, deleted = raw_models()[register][table].to_schema(), deletion_model(register, table).to_schema()
    assert list(deleted.columns) == list(deleted.unique) == list(whole.unique)
    for name, column in deleted.columns.items():
        assert [check.name for check in column.checks] == [check.name for check in whole.columns[name].checks]
        assert not column.nullable
