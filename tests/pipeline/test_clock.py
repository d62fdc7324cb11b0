"""A clock that was set back: what is dated after it is refused in words or used as it is, never lost."""

import os
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipelines import cut as cutting
from pipelines.cli import main
from pipelines.cut import freeze
from pipelines.frozen import CutError
from pipelines.home import Home
from pipelines.ingest import check
from pipelines.ingest.load import load_all
from pipelines.ingest.raw_tables import raw_models
from pipelines.work import open_work
from tests.pipeline.conftest import DATA_CUT, SAMPLE
from tests.support.delivery import csv_text, write_delivery
from tests.support.small_agreement import SMALL
from tests.support.standing import leftovers_of, stores_of
from tests.support.violating_rows import good_row

MODEL = raw_models()["dar"]["dodsarsak"]
RECEIVED, DAY_BEFORE = date(2025, 2, 1), date(2025, 1, 31)
LONG_FROM_NOW = 4_000_000_000
"""Seconds since 1970."""


@pytest.fixture
def given(tmp_path):
    """One delivery, loaded, and an agreement; the cut is frozen with both."""
    deliver(tmp_path, 1)
    (tmp_path / "agreements").mkdir()
    (tmp_path / "agreements" / "EX001.yaml").write_text(SMALL, encoding="utf-8")
    assert loaded(tmp_path) == [("loaded", [])]
    given = Home(tmp_path / "home"), DATA_CUT, tmp_path / "agreements", SAMPLE / "reference"
    freeze(*given)
    return given


def deliver(folder: Path, number: int) -> Path:
    rows = [good_row(MODEL, 100 * number + person) for person in range(5)]
    files = {"dodsarsak": csv_text(MODEL, rows)}
    return write_delivery(folder / "in", "dar", f"dar-{number}", files, received=RECEIVED.isoformat())


def loaded(folder: Path) -> list[tuple[str, list[str]]]:
    return [
        (report.status, report.problems)
        for report in load_all(folder / "in", folder / "home", lambda line: None)
    ]


@pytest.fixture
def set_clock(monkeypatch):
    """Let the process take another day for today, for as long as the test lasts."""

    def set_to(day: date) -> None:
        class Clock(date):
            @classmethod
            def today(cls) -> date:
                return day

        for module in (cutting, check):
            monkeypatch.setattr(module, "date", Clock)

    return set_to


def files_of(home: Home) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in home.root.rglob("*") if path.is_file()}


def test_a_delivery_received_after_today_is_refused_until_the_clock_is_right(given, set_clock, tmp_path):
    deliver(tmp_path, 2)
    before = files_of(given[0])

    set_clock(DAY_BEFORE)

    # The loaded one too: whoever starts the run is to hear of the clock.
    assert loaded(tmp_path) == [
        (
            "refused",
            [
                f"{tmp_path / 'in' / 'dar' / name / 'manifest.yaml'}: received: found {RECEIVED}; expected "
                f"not after today, which is {DAY_BEFORE} by this machine's clock"
            ],
        )
        for name in ("dar-1", "dar-2")
    ]
    assert files_of(given[0]) == before
    set_clock(RECEIVED)
    assert loaded(tmp_path) == [("already_loaded", []), ("loaded", [])]


def test_a_cut_after_today_is_neither_run_nor_frozen_anew_and_stays_as_it_was(given, set_clock, tmp_path):
    before, cut = files_of(given[0]), freeze(*given)

    set_clock(date(2026, 6, 29))

    refused = "data cut: found 2026-06-30; expected not after today, which is 2026-06-29 by this machine's"
    with pytest.raises(CutError, match=refused):
        freeze(*given, renew=True)
    assert freeze(*given).inputs == cut.inputs, "what was frozen can be built by the steps of a run"
    folders = {"deliveries": tmp_path / "in", "agreements": given[2], "home": given[0].root}
    options = [text for name, path in folders.items() for text in (f"--{name}", str(path))]
    result = CliRunner().invoke(main, ["run", *options, "--data-cut", str(DATA_CUT)])
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith(refused)
    assert files_of(given[0]) == before


def test_locks_stores_and_records_dated_after_now_are_as_good_as_others(given, tmp_path):
    cut = freeze(*given)
    with open_work(cut) as work:
        work.connection.execute("create table made_before as select 1 as number")
    deliver(tmp_path, 2)
    for path in tmp_path.rglob("*"):
        os.utime(path, (LONG_FROM_NOW, LONG_FROM_NOW))

    assert loaded(tmp_path) == [("already_loaded", []), ("loaded", [])]
    assert freeze(*given).inputs == cut.inputs
    with open_work(freeze(*given)) as work:
        assert work.connection.execute("from made_before").fetchall() == [(1,)]
    anew = freeze(*given, renew=True)
    assert [item["delivery_id"] for item in anew.inputs["deliveries"]] == ["dar-1", "dar-2"]
    assert stores_of(given[0]).unreadable == []
    assert leftovers_of(given[0]) == []
