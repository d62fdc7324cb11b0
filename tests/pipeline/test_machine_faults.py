"""A machine that fails: one clear message, exit status 1, and every store as it was."""

import json
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from pipelines.cli import Plain
from pipelines.cut import freeze
from pipelines.frozen import CutError
from pipelines.home import Home
from pipelines.ingest.load import load_all, load_delivery
from pipelines.ingest.raw_tables import raw_models
from pipelines.publication import partial_edition, publish, write_reports
from pipelines.tables import REPOSITORY
from pipelines.work import open_work
from tests.pipeline.conftest import DATA_CUT, SAMPLE
from tests.support.delivery import csv_text, write_delivery
from tests.support.mounts import mount, unmount
from tests.support.rights import without_rights
from tests.support.small_agreement import SMALL, changed
from tests.support.standing import stores_of
from tests.support.violating_rows import good_row

MODEL = raw_models()["dar"]["dodsarsak"]
REFERENCE = SAMPLE / "reference"
FULL_DISK = """
import resource, signal, sys
from pathlib import Path
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
from pipelines.ingest.load import load_all
for report in load_all(Path(sys.argv[1]), Path(sys.argv[2]), lambda line: None):
    print(report.delivery_id, report.status, *report.problems)
"""
"""A file may grow no larger than this: writing fails as on a full disk, with other words."""


def deliver(folder: Path, number: int) -> Path:
    rows = [good_row(MODEL, 100 * number + person) for person in range(50)]
    return write_delivery(folder, "dar", f"dar-{number}", {"dodsarsak": csv_text(MODEL, rows)})


@pytest.mark.parametrize("bytes_left", [0, 300_000])
def test_no_room_for_a_store(bytes_left, tmp_path):
    load_delivery(deliver(tmp_path / "in", 1), tmp_path / "home")
    before = stores_of(Home(tmp_path / "home"))
    deliver(tmp_path / "in", 2)

    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path / "in"), str(tmp_path / "home"), str(bytes_left)],
        cwd=REPOSITORY, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.stdout.splitlines()[0] == "dar-1 already_loaded"
    assert "dar-2.duckdb: not loaded, nothing of it was kept: File too large" in done.stdout, done
    assert stores_of(Home(tmp_path / "home")) == before
    assert sorted(path.name for path in (tmp_path / "home/raw/dar").iterdir()) == ["dar-1.duckdb", "lock"]


@pytest.fixture
def read_only(tmp_path):
    """A folder that nobody can write to, the superuser included; modes alone the owner can change."""
    folder = tmp_path / "read_only"
    folder.mkdir()
    deliver(tmp_path / "in", 1)
    load_delivery(tmp_path / "in/dar/dar-1", folder)
    mount(folder, "--bind", str(folder))
    try:
        mount(folder, "-o", "remount,ro,bind")
        yield folder
    finally:
        unmount(folder)


def test_a_home_that_cannot_be_written_to(read_only, tmp_path):
    deliver(tmp_path / "in", 2)
    before = stores_of(Home(read_only))

    done = subprocess.run(
        [sys.executable, "-m", "pipelines.cli", "run", "--deliveries", str(tmp_path / "in"),
         "--data-cut", str(DATA_CUT), "--home", str(read_only)],
        cwd=REPOSITORY, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith("Read-only file system"), done.stderr
    assert "Traceback" not in done.stderr
    assert stores_of(Home(read_only)) == before


def test_a_home_that_this_user_may_not_write_to():
    """The same where nothing can be mounted: said by modes, to whoever runs the tests."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        deliver(folder / "in", 1)
        home = folder / "home"
        home.mkdir(mode=0o555)
        group = Plain(
            "group",
            [click.Command(path.name, callback=partial(load_all, folder / "in", path, click.echo))
             for path in (folder / "own", home)],
        )  # fmt: skip
        own = CliRunner().invoke(group, ["own"])
        assert own.output.startswith("dar/dar-1: 50 rows loaded"), "with the right to write it is loaded"
        with without_rights():
            result = CliRunner().invoke(group, ["home"])
        assert (result.exit_code, result.stderr) == (1, f"{home / 'raw'}: Permission denied\n")
        assert list(home.iterdir()) == []


@pytest.fixture
def given(tmp_path):
    """A home with one delivery, and an agreement to freeze a cut with."""
    load_delivery(deliver(tmp_path / "in", 1), tmp_path / "home")
    (tmp_path / "agreements").mkdir()
    (tmp_path / "agreements" / "EX001.yaml").write_text(SMALL, encoding="utf-8")
    return Home(tmp_path / "home"), DATA_CUT, tmp_path / "agreements", REFERENCE


def test_agreements_that_change_while_they_are_frozen(given, monkeypatch):
    from pipelines import cut as freezing

    real = freezing.current_inputs

    def slow(*arguments):
        found = real(*arguments)
        (given[2] / "EX001.yaml").write_text(changed(("margin: 0.05", "margin: 0.10")), encoding="utf-8")
        return found

    monkeypatch.setattr(freezing, "current_inputs", slow)
    with pytest.raises(CutError, match="found agreements changed while the cut was frozen"):
        freeze(*given)
    monkeypatch.undo()
    cut = freeze(*given)
    assert json.loads((cut.folder / "frozen.json").read_text(encoding="utf-8")) == cut.inputs


@pytest.mark.parametrize("content", [b"", b"half a database", bytes(20_000)], ids=["empty", "half", "zeros"])
def test_a_working_database_cut_short_is_begun_anew(content, given):
    cut = freeze(*given)
    with open_work(cut) as work:
        work.connection.execute("create table leftover as select 1 as number")
    cut.work.write_bytes(content)
    with open_work(cut, reads_raw=False) as work:
        ((n_tables,),) = work.connection.execute(
            "select count(*) from duckdb_tables() where table_name = 'leftover'"
        ).fetchall()
        assert n_tables == 0
        assert work.connection.execute("select input_id from build.cut").fetchall() == [(cut.input_id,)]


def test_reports_that_were_cut_short_are_not_published(given):
    cut = freeze(*given)
    partial = partial_edition(cut)
    (partial / ".reports.writing").mkdir(parents=True)
    with pytest.raises(CutError, match="found no reports; expected results and reports"):
        publish(cut)


def test_results_that_were_cut_short_get_no_reports(given):
    cut = freeze(*given)
    (cut.home.editions(DATA_CUT) / f".{cut.build_id}.partial.writing").mkdir(parents=True)
    with pytest.raises(CutError, match=r"found no results\.duckdb; expected the results of this build first"):
        write_reports(cut)
