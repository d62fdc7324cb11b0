"""Who writes to a cut does so alone, and a writer that was killed stands in nobody's way."""

import subprocess
import sys

import pytest

from pipelines import main_job
from pipelines.cut import freeze
from pipelines.frozen import CutError
from pipelines.home import Home
from pipelines.ingest.load import load_all
from pipelines.ingest.raw_tables import raw_models
from pipelines.tables import REPOSITORY
from pipelines.turns import TurnError, turn
from pipelines.work import open_work
from tests.pipeline.conftest import DATA_CUT, SAMPLE
from tests.support.at_once import at_once, command
from tests.support.delivery import csv_text, write_delivery
from tests.support.killed import Job
from tests.support.small_agreement import SMALL, changed
from tests.support.standing import leftovers_of, stores_of
from tests.support.violating_rows import good_row

MODEL = raw_models()["dar"]["dodsarsak"]

HOLD = """
import sys
from pathlib import Path
from pipelines.turns import turn
with turn(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_writer_waits_is_told_and_goes_on_when_the_first_was_killed(tmp_path):
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert other.stdout.readline() == "held\n"
        with (
            pytest.raises(TurnError, match="another run has been writing here"),
            turn(tmp_path, wait_seconds=0.1),
        ):
            raise AssertionError("two writers at once")
    finally:
        other.kill()
        other.communicate()
    with turn(tmp_path, wait_seconds=0.1):
        pass


@pytest.fixture
def given(tmp_path):
    """A home that holds one delivery and no cut, and what a first run would be given."""
    rows = [good_row(MODEL, person) for person in range(5)]
    write_delivery(tmp_path / "in", "dar", "dar-1", {"dodsarsak": csv_text(MODEL, rows)})
    (tmp_path / "agreements").mkdir()
    (tmp_path / "agreements" / "EX001.yaml").write_text(SMALL, encoding="utf-8")
    return tmp_path / "in", tmp_path / "agreements", SAMPLE / "reference", DATA_CUT, tmp_path / "home"


def test_the_first_freezing_of_a_cut_too_is_made_by_a_run_that_is_alone_at_it(given, monkeypatch):
    """Else a second new build would freeze the cut anew, and take away what the first builds from."""
    seen = []

    def freeze_watched(home, data_cut, *others):
        try:
            with turn(home.cut(data_cut), 0, main_job.MAIN_JOB):
                seen.append("another run could freeze it too")
        except TurnError:
            seen.append("alone")
        raise CutError("looked")

    monkeypatch.setattr(main_job, "freeze", freeze_watched)
    with pytest.raises(main_job.MainJobError, match="looked"):
        main_job.run_main_job(*given, new_build=True, progress=lambda line: None)
    assert seen == ["alone"]


def test_a_step_that_waited_while_the_cut_was_frozen_anew_is_told_and_leaves_the_new_build_alone(given):
    deliveries, agreements, reference, data_cut, root = given
    load_all(deliveries, root, lambda line: None)
    folders = Home(root), data_cut, agreements, reference
    waiting = freeze(*folders)
    (agreements / "EX001.yaml").write_text(changed(("margin: 0.05", "margin: 0.10")), encoding="utf-8")
    with open_work(freeze(*folders, renew=True)) as work:
        work.connection.execute("create table of_the_new_build as select 1 as number")

    with pytest.raises(CutError, match="found the cut frozen anew by another run"), open_work(waiting):
        raise AssertionError("opened what another build rests on")

    with open_work(freeze(*folders)) as work:
        assert work.connection.execute("from of_the_new_build").fetchall() == [(1,)]


N_DELIVERIES, N_ROWS = 3, 100
BEFORE_ALL = "2020-01-01"
"""A data cut that no delivery was received by: the command ends, with words, when it has loaded them."""


@pytest.fixture
def several(given):
    """With deliveries that take long enough to be met by another process."""
    deliveries, agreements, *_ = given
    for number in range(2, N_DELIVERIES + 1):
        rows = [good_row(MODEL, N_ROWS * number + person) for person in range(N_ROWS)]
        write_delivery(deliveries, "dar", f"dar-{number}", {"dodsarsak": csv_text(MODEL, rows)})
    return Job(Home(given[-1]), deliveries, agreements=agreements)


def test_two_commands_that_load_the_same_at_once_load_every_row_once(several, tmp_path):
    folders = {"deliveries": several.deliveries, "agreements": several.agreements, "home": several.home.root}
    named = [text for name, value in folders.items() for text in (f"--{name}", str(value))]

    runs = at_once(command, "run", *named, "--data-cut", BEFORE_ALL, folder=tmp_path)

    loaded = {"dar/dar-1: 5 rows loaded, 0 in quarantine"}
    loaded |= {f"dar/dar-{n}: {N_ROWS} rows loaded, 0 in quarantine" for n in range(2, N_DELIVERIES + 1)}
    before = {f"{line.split(':')[0]}: loaded before" for line in loaded}
    said = [run.said.splitlines() for run in runs]
    assert sorted(line for lines in said for line in lines[:-1]) == sorted(loaded | before)
    for run, lines in zip(runs, said, strict=True):
        assert run.status == 1, "no delivery had been received by the cut"
        assert f"found no delivery received by {BEFORE_ALL}" in lines[-1]
    load_all(several.deliveries, tmp_path / "calm", lambda line: None)
    assert stores_of(several.home).rows == stores_of(Home(tmp_path / "calm")).rows
    assert leftovers_of(several.home) == []
