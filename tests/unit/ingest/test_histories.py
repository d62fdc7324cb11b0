"""Whatever deliveries come, in whatever order: the state at every cut is what a plain dictionary says, and
every line of every file is in a table or in quarantine."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, event, example, given, settings
from hypothesis import strategies as st

from pipelines.ingest import load as loading
from pipelines.ingest.current import attach_raw, deliveries_at
from pipelines.ingest.load import DeliveryRefused, load_delivery
from pipelines.ingest.raw_tables import raw_models
from tests.support.delivery import csv_text, query, write_delivery
from tests.support.violating_rows import good_row

MODELS = raw_models()["nornmd"]
KEYS = {"behandling": "rad_id", "pasient": "lopenr"}
VALUES = {"behandling": "dato", "pasient": "diagnosedato"}
FIRST_DAY = date(2025, 2, 1)
N_DAYS = 5

Row = tuple[int, int | None]
"""Number of the key, and a value; None is a value that no row may have."""


@dataclass(frozen=True)
class Sent:
    """One delivery as it was sent: rows and deleted keys by table."""

    delivery_id: str
    is_snapshot: bool
    received: int
    first_year: int
    rows: dict[str, list[Row]]
    deleted: dict[str, list[int | None]]
    """None is what no key may be."""


KEY_NUMBERS = st.integers(0, 2)
"""Few, so that deliveries speak of the same rows."""
ROWS = st.lists(st.tuples(KEY_NUMBERS, st.integers(0, 9) | st.none()), max_size=4)
DELETED = st.lists(KEY_NUMBERS | st.none(), min_size=1, max_size=3)
TABLES = st.sampled_from(list(KEYS))


@st.composite
def histories(draw: st.DrawFn) -> list[Sent]:
    """Deliveries in the order in which they arrive, whatever the day on which they say they were received."""
    sent = []
    for delivery_id in draw(st.permutations("abcd"))[: draw(st.integers(2, 4))]:
        is_snapshot = draw(st.sampled_from((False, False, True)))
        rows = draw(
            st.fixed_dictionaries(dict.fromkeys(KEYS, ROWS)) if is_snapshot else st.dictionaries(TABLES, ROWS)
        )
        deleted = {} if is_snapshot else draw(st.dictionaries(TABLES, DELETED))
        if not rows and not deleted:
            rows = {"pasient": []}
        received, first_year = draw(st.integers(0, N_DAYS - 1)), draw(st.integers(2016, 2024))
        sent.append(Sent(delivery_id, is_snapshot, received, first_year, rows, deleted))
    return sent


CHAIN = [
    Sent("c", False, 3, 2020, {"pasient": [(1, 5), (2, None)]}, {}),
    Sent("d", False, 4, 2020, {}, {"pasient": [2, 2, None], "behandling": [0]}),
    Sent("a", True, 1, 2016, {"pasient": [(0, 1), (1, 1), (2, 1)], "behandling": [(0, 1), (1, 1)]}, {}),
    Sent("b", False, 1, 2020, {"pasient": [(1, 3), (1, 4)], "behandling": [(1, 2)]}, {"pasient": [0, 1, 9]}),
]
"""Late and out of order: a snapshot, a deletion with the key delivered anew and one of a key that was never
there, a correction with a row for quarantine, and a delivery of nothing but deletions."""


def written(folder: Path, sent: Sent) -> Path:
    files = {
        table: csv_text(MODELS[table], [_fields(table, key, value) for key, value in rows])
        for table, rows in sent.rows.items()
    }
    deletions = {
        table: "\n".join([KEYS[table], *("=ukjent" if key is None else _key(key) for key in keys)]) + "\n"
        for table, keys in sent.deleted.items()
    }
    return write_delivery(
        folder,
        "nornmd",
        sent.delivery_id,
        files,
        deletions,
        kind="snapshot" if sent.is_snapshot else "increment",
        received=str(FIRST_DAY + timedelta(days=sent.received)),
        period={"from": f"{sent.first_year}-01-01", "to": "2024-12-31"},
    )


def _fields(table: str, key: int, value: int | None) -> dict:
    day = "32.13.2020" if value is None else date(2020, 1, 1) + timedelta(days=value)
    return good_row(MODELS[table], 1) | {KEYS[table]: _key(key), VALUES[table]: day}


def _key(number: int) -> str:
    return f"S00000000{number}"


def changed(sent: Sent, how: str) -> Sent:
    """The same delivery with other content."""
    if how == "row" or sent.is_snapshot:
        return replace(sent, rows={**sent.rows, "pasient": [*sent.rows.get("pasient", []), (0, 0)]})
    if how == "deletion":
        return replace(sent, deleted={**sent.deleted, "pasient": [*sent.deleted.get("pasient", []), 0]})
    return replace(sent, received=sent.received + 1)


def predicted(history: Sequence[Sent], table: str, cut: int) -> dict[int, int]:
    """Key → value, by plain reasoning: in order of receipt a snapshot starts anew, deletions take away what
    was there before, rows add and correct."""
    state: dict[int, int] = {}
    for sent in sorted(history, key=lambda sent: (sent.received, sent.delivery_id)):
        if sent.received > cut:
            continue
        if sent.is_snapshot:
            state = {}
        for key in sent.deleted.get(table, []):
            if key is not None:
                state.pop(key, None)
        state |= {key: value for key, value in sent.rows.get(table, []) if value is not None}
    return state


def found(home: Path, cut: int) -> dict[str, dict[int, int]]:
    """The same from the stores."""
    states = {}
    with duckdb.connect() as connection:
        attach_raw(connection, deliveries_at(home, FIRST_DAY + timedelta(days=cut)))
        for table, key in KEYS.items():
            rows = connection.execute(
                f"select right({key}, 1)::int, {VALUES[table]} - date '2020-01-01' from raw.nornmd_{table}"
            ).fetchall()
            states[table] = dict(rows)
            assert len(rows) == len(states[table]), "a key has two rows"
    return states


def assert_every_line_is_accounted_for(home: Path, sent: Sent) -> None:
    """Lines in the table and lines in quarantine are the lines of the file, each once."""
    store = home / "raw" / "nornmd" / f"{sent.delivery_id}.duckdb"
    contents = {(table, ""): rows for table, rows in sent.rows.items()}
    contents |= {(table, "_deleted"): keys for table, keys in sent.deleted.items()}
    names = {f"nornmd_{table}{end}": len(content) for (table, end), content in contents.items()}
    kept = " union all ".join(
        f"select '{name}' as table_name, source_line, 1 as is_kept from {name}" for name in names
    )
    lines = f"{kept} union all select distinct table_name, source_line, 0 from quarantine"
    counted = "select table_name, n_rows, n_loaded, n_quarantined from delivery_file"
    found_lines: dict[str, list[tuple[int, int]]] = {name: [] for name in names}
    for name, line, is_kept in query(store, lines):
        found_lines[name].append((line, is_kept))
    for name, n_rows in names.items():
        assert sorted(line for line, _ in found_lines[name]) == list(range(2, n_rows + 2))
    kept_of = {name: sum(is_kept for _, is_kept in found_lines[name]) for name in names}
    assert sorted(query(store, counted)) == sorted(
        (name, n_rows, kept_of[name], n_rows - kept_of[name]) for name, n_rows in names.items()
    )


@pytest.fixture(scope="module", autouse=True)
def without_the_second_examination() -> Iterator[None]:
    """pandera's gate behind the quarantine takes most of the time of a small file and has its own tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "gate_failures", lambda *given: [])
        yield


AGAIN, HOW = st.integers(0, 4), st.sampled_from(("row", "deletion", "received"))
"""Which delivery comes once more, the same and with other content, and what is other in it."""


def assert_as_predicted(folder: Path, history: Sequence[Sent], again: int, how: str) -> int:
    """Load the history below `folder` and hold it against the dictionary; the number of cuts compared."""
    home = folder / "home"
    for sent in history:
        load_delivery(written(folder / "in", sent), home)
        assert_every_line_is_accounted_for(home, sent)
    stores = {path: path.read_bytes() for path in home.rglob("*.duckdb")}
    sent = history[again % len(history)]
    with pytest.raises(DeliveryRefused, match="found other content than was loaded before"):
        load_delivery(written(folder / "other", changed(sent, how)), home)
    assert load_delivery(written(folder / "same", sent), home).status == "already_loaded"

    cuts = range(-1, N_DAYS)
    for cut in cuts:
        assert found(home, cut) == {table: predicted(history, table, cut) for table in KEYS}
    assert {path: path.read_bytes() for path in home.rglob("*.duckdb")} == stores
    return len(cuts)


@example(history=CHAIN, again=1, how="deletion")
@settings(max_examples=9, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(history=histories(), again=AGAIN, how=HOW)
def test_any_history_leads_to_the_state_that_a_dictionary_predicts(history, again, how, tmp_path_factory):
    """`make bench-trust` tries several hundred."""
    assert_as_predicted(tmp_path_factory.mktemp("history"), history, again, how)
    event(f"{Counter(sent.is_snapshot for sent in history)[True]} snapshots of {len(history)}")


def test_the_dictionary_itself():
    """What the words mean, by hand: the model of the test above is no second guess."""
    history = [
        Sent("b", False, 2, 2020, {"pasient": [(1, 7), (4, None)]}, {"pasient": [0, 1, 8, None]}),
        Sent("a", True, 1, 2020, {"pasient": [(0, 1), (1, 1), (2, 1), (2, 2)]}, {}),
        Sent("c", False, 0, 2020, {"pasient": [(9, 9)]}, {}),
    ]
    assert predicted(history, "pasient", 0) == {9: 9}, "before the snapshot there is what came before"
    assert predicted(history, "pasient", 1) == {0: 1, 1: 1, 2: 2}, "a snapshot replaces, its last row wins"
    assert predicted(history, "pasient", 2) == {1: 7, 2: 2}, "deleted, or deleted and delivered anew"
