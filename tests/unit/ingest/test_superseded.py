"""Deliveries that a later snapshot replaced: a cut remembers them, and its numbers know when they came."""

import json
import shutil
from datetime import date

import duckdb
import pytest

from pipelines.cut import SUPERSEDED, Cut, current_inputs, differences
from pipelines.frozen import CutError
from pipelines.home import Home
from pipelines.ingest.load import load_delivery
from pipelines.ingest.raw_tables import raw_models
from pipelines.raw_state import attach_raw_state
from tests.support.delivery import csv_text, write_delivery
from tests.support.violating_rows import good_row

MODEL = raw_models()["dar"]["dodsarsak"]
CUT = date(2026, 6, 30)
RECEIVED = (
    ("dar-2024", "snapshot", "2025-06-20"),
    ("dar-2024-b", "increment", "2025-09-01"),
    ("dar-2025", "snapshot", "2026-06-05"),
    ("dar-2025-b", "increment", "2026-06-30"),
    ("dar-2026", "snapshot", "2026-07-01"),
)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("superseded")
    for number, (delivery_id, kind, received) in enumerate(RECEIVED):
        files = {"dodsarsak": csv_text(MODEL, [good_row(MODEL, number)])}
        path = write_delivery(folder / "in", "dar", delivery_id, files, kind=kind, received=received)
        load_delivery(path, folder / "home")
    return folder


@pytest.fixture
def home(loaded, tmp_path):
    """A home of its own: a test may take a store away."""
    shutil.copytree(loaded / "home", tmp_path / "home")
    return Home(tmp_path / "home")


def inputs_of(home, data_cut=CUT):
    nothing = home.root / "nothing"
    return current_inputs(home, data_cut, nothing, nothing)


def cut_of(home):
    return Cut(home, CUT, inputs_of(home))


def names(items):
    return [item["delivery_id"] for item in items]


def test_a_cut_lists_what_it_uses_and_what_was_replaced_but_nothing_received_later(home):
    inputs = inputs_of(home)
    assert names(inputs["deliveries"]) == ["dar-2025", "dar-2025-b"]
    assert names(inputs[SUPERSEDED]) == ["dar-2024", "dar-2024-b"]
    assert all(item["content_hash"] for item in inputs[SUPERSEDED])
    assert names(inputs_of(home, date(2025, 12, 31))[SUPERSEDED]) == []


def test_all_that_was_received_is_told_and_only_what_is_used_gives_rows(home):
    cut = cut_of(home)
    assert [item.delivery_id for item in cut.deliveries()] == ["dar-2025", "dar-2025-b"]
    with duckdb.connect() as connection:
        attach_raw_state(connection, cut.received())
        told = connection.execute(
            "select delivery_id, received, is_used from raw.delivery order by received"
        ).fetchall()
        rows = connection.execute("select distinct delivery_id from raw.dar_dodsarsak order by 1").fetchall()
        attached = connection.execute("select database_name from duckdb_databases()").fetchall()
    assert told == [
        ("dar-2024", date(2025, 6, 20), False),
        ("dar-2024-b", date(2025, 9, 1), False),
        ("dar-2025", date(2026, 6, 5), True),
        ("dar-2025-b", date(2026, 6, 30), True),
    ]
    assert rows == [("dar-2025",), ("dar-2025-b",)]
    assert not any("dar-2024" in name for (name,) in attached)


def test_replaced_deliveries_are_part_of_what_identifies_the_inputs(home):
    cut = cut_of(home)
    without = Cut(home, CUT, {**cut.inputs, SUPERSEDED: cut.inputs[SUPERSEDED][:1]})
    assert without.input_id != cut.input_id


@pytest.mark.parametrize("delivery_id", ["dar-2024", "dar-2025"])
def test_a_store_that_is_gone_is_refused_whether_it_was_replaced_or_not(home, delivery_id):
    cut = cut_of(home)
    (home.raw / "dar" / f"{delivery_id}.duckdb").unlink()
    with pytest.raises(CutError, match=f"the cut froze {delivery_id}, which the store no longer holds"):
        cut.received()


def test_a_replaced_store_that_has_changed_is_refused(home):
    cut = cut_of(home)
    other = [{**item, "content_hash": "other"} for item in cut.inputs[SUPERSEDED]]
    with pytest.raises(
        CutError, match="froze dar-2024, dar-2024-b, which the store no longer holds as it was"
    ):
        Cut(home, CUT, {**cut.inputs, SUPERSEDED: other}).received()


def test_a_cut_frozen_before_they_were_listed_is_read_as_it_was(home):
    now = inputs_of(home)
    before = json.loads(json.dumps({key: value for key, value in now.items() if key != SUPERSEDED}))
    cut = Cut(home, CUT, before)
    assert [item.delivery_id for item in cut.received()] == ["dar-2025", "dar-2025-b"]
    assert differences(cut, now) == []


def test_what_came_late_and_was_replaced_already_is_told(home):
    now = inputs_of(home)
    fewer = {**now, SUPERSEDED: now[SUPERSEDED][1:]}
    assert differences(Cut(home, CUT, fewer), now) == ["delivery dar-2024 arrived after the cut was frozen"]
    assert differences(Cut(home, CUT, now), now) == []
