"""A person is erased from every store, whatever the history; what is left is what it was, and is counted."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipelines.home import Home
from pipelines.ingest import load as loading
from pipelines.ingest.counts import TableCounts, table_counts
from pipelines.ingest.current import attach_raw, deliveries_at, stored_deliveries
from pipelines.ingest.drift_shown import newest_drift
from pipelines.ingest.holding import held_store, raw_store, release
from pipelines.ingest.line_release import LineDecision, release_lines
from pipelines.ingest.load import DeliveryRefused, load_delivery
from pipelines.ingest.quarantine_page import quarantine_page
from pipelines.ingest.raw_tables import raw_models
from pipelines.ingest.tombstone import tombstones
from tests.support.delivery import csv_text, query, write_delivery
from tests.support.erased import PERSON, erase_rows, erase_stores
from tests.support.killed import Job, killed_at, run_to_the_end
from tests.support.markers import holding, marker_text
from tests.support.standing import leftovers_of, stores_of
from tests.support.violating_rows import good_row

FIRST_DAY = date(2025, 2, 1)
DRUGS = raw_models()["nornmd"]["behandling"]
OTHERS = ("S000000001", "S000000002")
FEW = ("dar", "inspire")


@pytest.fixture(scope="module", autouse=True)
def without_the_second_examination():
    """pandera's gate behind the quarantine takes most of the time of a small file and has its own tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "gate_failures", lambda *given: [])
        yield


KEYS = st.integers(0, 2)
SENT = st.fixed_dictionaries(
    {
        "is_snapshot": st.sampled_from((False, False, True)),
        "rows": st.dictionaries(KEYS, st.sampled_from((PERSON, *OTHERS)), max_size=3),
        "deleted": st.lists(KEYS, max_size=2, unique=True),
    }
)
MOVED_AND_DELETED = [
    {"is_snapshot": True, "rows": {0: PERSON, 1: OTHERS[0], 2: PERSON}, "deleted": []},
    {"is_snapshot": False, "rows": {0: OTHERS[0], 1: PERSON}, "deleted": [2]},
    {"is_snapshot": False, "rows": {}, "deleted": [0]},
]
"""A row that was moved to another person, one that was moved to this one, and deletions of both kinds."""


def loaded_history(folder: Path, history: list[dict]) -> Path:
    for number, sent in enumerate(history):
        rows = [
            good_row(DRUGS, 1) | {"rad_id": f"rad-{key}", "lopenr": person}
            for key, person in sent["rows"].items()
        ]
        files = {"behandling": csv_text(DRUGS, rows)}
        if sent["is_snapshot"]:
            files["pasient"] = csv_text(raw_models()["nornmd"]["pasient"], [])
        deleted = [] if sent["is_snapshot"] else sent["deleted"]
        keys = "\n".join(["rad_id", *(f"rad-{key}" for key in deleted)]) + "\n"
        path = write_delivery(
            folder / "in", "nornmd", f"n-{number}", files, {"behandling": keys} if deleted else {},
            kind="snapshot" if sent["is_snapshot"] else "increment",
            received=str(FIRST_DAY + timedelta(days=number)),
        )  # fmt: skip
        load_delivery(path, folder / "home")
    return folder / "home"


def states(home: Path, n_days: int) -> list[dict[str, str]]:
    """Row → person at every cut."""
    found = []
    for day in range(n_days):
        with duckdb.connect() as connection:
            attach_raw(connection, deliveries_at(home, FIRST_DAY + timedelta(days=day)))
            rows = connection.execute("select rad_id, lopenr from raw.nornmd_behandling").fetchall()
        found.append(dict(rows))
    return found


@example(history=MOVED_AND_DELETED)
@settings(max_examples=5, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(history=st.lists(SENT, min_size=2, max_size=4))
def test_the_state_is_what_it_was_without_the_persons_rows(history, tmp_path_factory):
    home = loaded_history(tmp_path_factory.mktemp("erased"), history)
    before = states(home, len(history))
    erase_rows(home)
    after = states(home, len(history))

    assert after[-1] == {key: person for key, person in before[-1].items() if person != PERSON}
    for then, now in zip(before, after, strict=True):
        assert PERSON not in now.values()
        assert now.items() <= then.items(), "nothing counts again that was replaced or deleted"
    counts = table_counts(home, "nornmd").get("nornmd_behandling")
    assert counts.n_rows == counts.n_loaded + counts.n_deletions + counts.n_quarantined + counts.n_erased
    sent = sum(len(d["rows"]) + len(d["deleted"]) * (not d["is_snapshot"]) for d in history)
    assert counts.n_rows == sent


def test_where_a_row_was_another_persons_before_only_what_is_theirs_counts_again(tmp_path):
    home = loaded_history(tmp_path, MOVED_AND_DELETED)
    erase_rows(home)
    assert states(home, 3)[1:] == [{"rad-0": OTHERS[0]}, {}]


def takes_a_word(column) -> bool:
    (*others, limit) = [check for check in column.checks if check.name != "notin"] or [None]
    if others or limit is None or limit.name != "str_length":
        return not column.checks
    return (limit.statistics.get("max_value") or 99) >= 6


def whole_home(folder: Path, registers: tuple[str, ...] = tuple(raw_models())) -> Path:
    """Every raw table, each with rows of the person and of another; the person also in quarantine, twice
    under an unreadable pseudonym, and in a delivery that is held."""
    home = folder / "home"
    for register in registers:
        models, files = raw_models()[register], {}
        for place, (table, model) in enumerate(models.items()):
            schema = model.to_schema()
            free = [
                name
                for name, column in schema.columns.items()
                if column.dtype.type.is_string() and takes_a_word(column)
            ]
            theirs = good_row(model, 7) | {"lopenr": PERSON} | dict.fromkeys(free, marker_text(place))
            typed = next(n for n, c in schema.columns.items() if not c.dtype.type.is_string())
            lines = [
                theirs,
                good_row(model, 1),
                good_row(model, 8) | {"lopenr": PERSON, typed: marker_text(100 + place)},
                good_row(model, 9) | {"lopenr": f"{PERSON[1:]}", typed: marker_text(200 + place)},
                good_row(model, 2) | {"lopenr": "ukjent"},
            ]
            files[table] = csv_text(model, lines)
        load_delivery(write_delivery(folder / "in", register, f"{register}-1", files), home)
    model = raw_models()["dar"]["dodsarsak"]
    lines = [good_row(model, n) | {"dodssted": 8} for n in range(25)]
    lines[7]["dodsarsak_kode1"] = f"C34{marker_text(300)}"
    with pytest.raises(DeliveryRefused, match="held"):
        load_delivery(
            write_delivery(folder / "in", "dar", "dar-2", {"dodsarsak": csv_text(model, lines)}), home
        )
    return home


def test_not_a_byte_of_the_person_is_left_in_the_home(tmp_path):
    home = whole_home(tmp_path)
    left = home / "raw" / "dar" / ".dar-3-killed"
    left.mkdir()
    (left / "dar_dodsarsak.csv.utf8").write_text(marker_text(301))
    found = holding([home])
    assert len(found) == len(raw_models()) + 2, "the search finds them in every store"

    erased = erase_rows(home)

    assert holding([home]) == {}
    for path in home.rglob("*"):
        assert path.is_dir() or PERSON[1:].encode() not in path.read_bytes()
    assert {(item.register, item.delivery_id) for item in erased} == {
        *((register, f"{register}-1") for register in raw_models()), ("dar", "dar-2")
    }  # fmt: skip
    for register, models in raw_models().items():
        store = raw_store(home, register, f"{register}-1")
        for table in models:
            assert query(store, f"select count(*) from {register}_{table}") == [(1,)]
        n_rows = 5 * len(models)
        assert query(store, "select n_rows, n_loaded, n_quarantined from delivery") == [
            (n_rows, len(models), len(models))
        ]
        assert tombstones(store)[-1].n_erased == 3 * len(models)
    assert leftovers_of(Home(home)) == []


def test_scraps_of_the_person_go_from_stores_that_never_held_them(tmp_path):
    home = whole_home(tmp_path, FEW)
    rows = {"behandling": csv_text(DRUGS, [good_row(DRUGS, 1)])}
    load_delivery(write_delivery(tmp_path / "in", "nornmd", "n-1", rows), home)
    store = raw_store(home, "nornmd", "n-1")
    before = query(store, "from nornmd_behandling")
    with duckdb.connect(str(store)) as connection:
        # Bytes of rows that were deleted stay in a database file.
        connection.execute("create table scrap as select $1 as word from range(1000)", [marker_text(302)])
        connection.execute("checkpoint")
        connection.execute("drop table scrap")
    assert store in {Path(path) for path in holding([home])}

    assert {item.register for item in erase_rows(home)} == set(FEW)

    assert holding([home]) == {}
    assert query(store, "from nornmd_behandling") == before
    assert tombstones(store) == ()


def test_the_tombstone_says_what_went_when_by_whom_and_why_and_nothing_of_the_person(tmp_path):
    home = whole_home(tmp_path, FEW)
    before = {item.delivery_id: item.content_hash for item in stored_deliveries(home)}
    erase_rows(home)
    store = raw_store(home, "dar", "dar-1")
    ((at, *said, before_hash, after_hash),) = query(store, "from erasure")
    assert said == ["A. Owner", "Asked for it", "dar_dodsarsak.csv", "dar_dodsarsak", 1, 2]
    assert before_hash == before["dar-1"] != after_hash
    (delivery,) = [item for item in stored_deliveries(home) if item.delivery_id == "dar-1"]
    assert (delivery.content_hash, delivery.rows, delivery.quarantined, delivery.erased) == (
        after_hash,
        1,
        1,
        3,
    )
    assert f"3 lines were erased on {at.date()}" in quarantine_page(store, "en")


def test_who_is_erased_later_leaves_a_tombstone_of_their_own(tmp_path):
    home = whole_home(tmp_path, FEW)
    erase_rows(home)
    assert erase_rows(home) == [], "nothing is left to erase, and nothing is written"
    erase_rows(home, good_row(DRUGS, 1)["lopenr"])
    first, second = tombstones(raw_store(home, "dar", "dar-1"))
    assert (first.n_erased, second.n_erased) == (3, 1)
    assert first.content_hash == second.content_hash_before != second.content_hash


def test_the_same_delivery_again_does_not_bring_the_person_back(tmp_path):
    home = whole_home(tmp_path, FEW)
    erase_rows(home)
    assert load_delivery(tmp_path / "in" / "dar" / "dar-1", home).status == "already_loaded"
    held = held_store(home, "dar", "dar-2").read_bytes()
    with pytest.raises(DeliveryRefused, match="persons were erased from what is held"):
        load_delivery(tmp_path / "in" / "dar" / "dar-2", home)
    assert held_store(home, "dar", "dar-2").read_bytes() == held
    release(home, "dar", "dar-2", "A. Engineer", "Asked")
    assert load_delivery(tmp_path / "in" / "dar" / "dar-2", home).status == "already_loaded"
    assert holding([home]) == {}


def test_a_line_of_theirs_that_was_released_goes_with_the_word_of_it(tmp_path):
    rows = [
        good_row(DRUGS, number) | {"rad_id": f"=R{number}", "lopenr": lopenr}
        for number, lopenr in enumerate((PERSON, OTHERS[0], OTHERS[1]))
    ]
    load_delivery(
        write_delivery(tmp_path / "in", "nornmd", "n-1", {"behandling": csv_text(DRUGS, rows)}),
        tmp_path / "home",
    )
    home, file = tmp_path / "home", "nornmd_behandling.csv"
    release_lines(home, LineDecision("nornmd", "n-1", file, "rad_id.formula", (2, 3), "A. E.", "Old row ids"))
    assert query(raw_store(home, "nornmd", "n-1-released-1"), "select count(*) from released_line") == [(2,)]
    erase_rows(home)
    released = raw_store(home, "nornmd", "n-1-released-1")
    assert query(released, "select source_line from released_line") == [(3,)]
    assert query(released, "select lopenr from nornmd_behandling") == [(OTHERS[0],)]
    assert table_counts(home, "nornmd")["nornmd_behandling"] == TableCounts(
        n_deliveries=1, n_rows=3, n_loaded=1, n_quarantined=1, n_erased=1
    )


def test_a_row_is_known_in_quarantine_by_a_number_with_signs_in_it(tmp_path):
    home, number = tmp_path / "home", "R-001.7/æ"
    theirs = [good_row(DRUGS, 0) | {"rad_id": number, "lopenr": PERSON}]
    load_delivery(
        write_delivery(tmp_path / "in", "nornmd", "n-1", {"behandling": csv_text(DRUGS, theirs)}), home
    )
    unreadable = [
        good_row(DRUGS, place) | {"rad_id": rad_id, "lopenr": "?"}
        for place, rad_id in enumerate((number, f"{number}7", "R-001x7/æ"))
    ]
    load_delivery(
        write_delivery(tmp_path / "in", "nornmd", "n-2", {"behandling": csv_text(DRUGS, unreadable)}), home
    )
    erase_rows(home)
    assert query(raw_store(home, "nornmd", "n-2"), "select source_line from quarantine") == [(3,), (4,)]


def test_released_lines_of_which_none_is_left_are_no_delivery(tmp_path):
    rows = [good_row(DRUGS, 0) | {"rad_id": "=R0", "lopenr": PERSON}, good_row(DRUGS, 1)]
    path = write_delivery(tmp_path / "in", "nornmd", "n-1", {"behandling": csv_text(DRUGS, rows)})
    home, file = tmp_path / "home", "nornmd_behandling.csv"
    load_delivery(path, home)
    release_lines(home, LineDecision("nornmd", "n-1", file, "rad_id.formula", (2,), "A. E.", "Old row ids"))
    erase_rows(home)
    assert [(item.delivery_id, item.released_from) for item in stored_deliveries(home)] == [
        ("n-1", ""),
        ("n-1-released-1", "n-1"),
    ]
    assert newest_drift(home, "nornmd") is None, "there is one delivery"
    assert table_counts(home, "nornmd")["nornmd_behandling"] == TableCounts(
        n_deliveries=1, n_rows=2, n_loaded=1, n_erased=1
    )


def test_what_released_lines_replaced_is_asked_in_the_order_of_a_cut(tmp_path):
    """Of one day: the increment n-1, its released line, and the snapshot n-1-a, which replaces both."""
    home, key = tmp_path / "home", {"rad_id": "=R0"}
    theirs = [good_row(DRUGS, 0) | key | {"lopenr": PERSON}]
    load_delivery(
        write_delivery(tmp_path / "in", "nornmd", "n-1", {"behandling": csv_text(DRUGS, theirs)}), home
    )
    others = {
        "behandling": csv_text(DRUGS, [good_row(DRUGS, 0) | key | {"lopenr": OTHERS[0]}]),
        "pasient": csv_text(raw_models()["nornmd"]["pasient"], []),
    }
    load_delivery(write_delivery(tmp_path / "in", "nornmd", "n-1-a", others, kind="snapshot"), home)
    for delivery_id in ("n-1", "n-1-a"):
        asked = (delivery_id, "nornmd_behandling.csv", "rad_id.formula", (2,), "A. E.", "Old row ids")
        release_lines(home, LineDecision("nornmd", *asked))
    before = states(home, 1)
    assert before == [{"=R0": OTHERS[0]}]
    erase_rows(home)
    assert states(home, 1) == before


def test_killed_at_any_step_every_store_is_the_old_or_the_new_one_and_the_next_call_finishes(tmp_path):
    calm = Job(Home(whole_home(tmp_path, FEW)), tmp_path)
    shutil.copytree(calm.home.root, tmp_path / "before")
    old = stores_of(calm.home).rows
    n_steps = run_to_the_end(erase_stores, calm).steps
    new = {key: rows for key, rows in stores_of(calm.home).rows.items() if key[2] != "erasure"}
    seen = set()
    for step in (n_steps, n_steps - 2, n_steps - 5, n_steps // 2):
        job = Job(Home(tmp_path / f"killed{step}"), tmp_path)
        shutil.copytree(tmp_path / "before", job.home.root)
        assert killed_at(erase_stores, job, step)
        found = stores_of(job.home)
        assert found.unreadable == []
        for key, rows in found.rows.items():
            if key[2] != "erasure":
                assert rows in (old[key], new[key])
                seen.add(rows == new[key])
        run_to_the_end(erase_stores, job)
        finished = stores_of(job.home).rows
        assert {key: rows for key, rows in finished.items() if key[2] != "erasure"} == new
        assert leftovers_of(job.home) == []
    assert seen == {False, True}
