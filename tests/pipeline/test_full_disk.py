"""A disk that is full: one clear line, exit status 1, every store as it was, and the next run finishes."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import dagster as dg
import pytest

from pipelines.cut import freeze
from pipelines.cut_assets import cut_assets
from pipelines.data_cuts import DATA_CUTS
from pipelines.home import Home
from pipelines.ingest.load import load_all
from pipelines.ingest.raw_tables import raw_models
from pipelines.main_job import reasons
from pipelines.resources import Settings
from pipelines.table_assets import asset_key, table_assets
from pipelines.tables import REPOSITORY
from pipelines.work import open_work
from tests.pipeline.conftest import DATA_CUT, SAMPLE
from tests.support.delivery import csv_text, write_delivery
from tests.support.mounts import mount, unmount
from tests.support.small_agreement import SMALL
from tests.support.standing import leftovers_of, stores_of
from tests.support.violating_rows import good_row

MODEL = raw_models()["dar"]["dodsarsak"]
NO_SPACE = "No space left on device"
TABLES = ("agreement.agreement", "reference.life_table", "core.delivery")

Disk = Callable[[Path, str], None]


@pytest.fixture
def disk() -> Iterator[Disk]:
    """Puts a disk of so many bytes (`300k`, `2m`) in the place of a folder, or gives it another size."""
    mounted: list[Path] = []

    def give(folder: Path, size: str) -> None:
        again = "remount," if folder in mounted else ""
        folder.mkdir(parents=True, exist_ok=True)
        mount(folder, "-t", "tmpfs", "-o", f"{again}size={size}", "tmpfs")
        mounted.append(folder)

    yield give
    for folder in dict.fromkeys(mounted):
        unmount(folder)


def deliver(folder: Path, number: int) -> None:
    rows = [good_row(MODEL, 1000 * number + person) for person in range(200)]
    write_delivery(folder / "in", "dar", f"dar-{number}", {"dodsarsak": csv_text(MODEL, rows)})


@pytest.fixture
def given(tmp_path):
    deliver(tmp_path, 1)
    (tmp_path / "agreements").mkdir()
    (tmp_path / "agreements" / "EX001.yaml").write_text(SMALL, encoding="utf-8")
    return Home(tmp_path / "home"), DATA_CUT, tmp_path / "agreements", SAMPLE / "reference"


def load(folder: Path) -> list[list[str]]:
    return [report.problems for report in load_all(folder / "in", folder / "home", lambda line: None)]


@pytest.mark.parametrize("left", [0, 300])
def test_a_disk_that_is_full_while_a_delivery_is_loaded(given, disk, tmp_path, left):
    home = given[0]
    disk(home.root, "8m")
    assert load(tmp_path) == [[]]
    before = stores_of(home)
    deliver(tmp_path, 2)
    fill(home.root, left)

    target = home.raw / "dar" / "dar-2.duckdb"
    assert load(tmp_path) == [[], [f"{target}: not loaded, nothing of it was kept: {NO_SPACE}"]]
    assert stores_of(home) == before
    assert leftovers_of(home) == []
    disk(home.root, "16m")
    assert load(tmp_path) == [[], []]


def fill(folder: Path, left: int) -> None:
    """Leave so many kilobytes on the disk of the folder."""
    free = os.statvfs(folder)
    (folder / "filler").write_bytes(bytes(free.f_bavail * free.f_frsize - 1024 * left))


def run(given: tuple, folder: Path) -> subprocess.CompletedProcess:
    home, data_cut, agreements, _ = given
    return subprocess.run(
        [sys.executable, "-m", "pipelines.cli", "run", "--deliveries", str(folder / "in"), "--agreements",
         str(agreements), "--data-cut", str(data_cut), "--home", str(home.root)],
        cwd=REPOSITORY, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_disk_that_is_full_while_a_cut_is_frozen(given, disk, tmp_path):
    home = given[0]
    load(tmp_path)
    before = stores_of(home)
    disk(home.cut(DATA_CUT), "64k")

    done = run(given, tmp_path)

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith(NO_SPACE), done.stderr
    assert "Traceback" not in done.stderr
    assert stores_of(home) == before
    disk(home.cut(DATA_CUT), "8m")
    cut = freeze(*given)
    assert [item["delivery_id"] for item in cut.inputs["deliveries"]] == ["dar-1"]
    assert leftovers_of(home) == []


def materialised(home: Home, folder: Path) -> dg.ExecuteInProcessResult:
    """Some tables of the cut, as the main job makes them."""
    folders = {"deliveries": folder / "in", "agreements": folder / "agreements", "home": home.root}
    with dg.DagsterInstance.ephemeral() as instance:
        instance.add_dynamic_partitions(DATA_CUTS.name, [DATA_CUT.isoformat()])
        return dg.materialize(
            [*cut_assets(), *table_assets()],
            partition_key=DATA_CUT.isoformat(),
            instance=instance,
            resources={"settings": Settings(**{name: str(path) for name, path in folders.items()})},
            selection=dg.AssetSelection.assets(*(asset_key(name) for name in TABLES)),
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
            raise_on_error=False,
        )


def test_a_disk_that_is_full_while_tables_are_made(given, disk, tmp_path):
    home = given[0]
    load(tmp_path)
    before = stores_of(home)
    disk(home.cut(DATA_CUT), "8m")
    cut = freeze(*given)
    with open_work(cut) as work:
        work.connection.execute("create table made_before as select 1 as number")
    fill(cut.folder, 0)

    result = materialised(home, tmp_path)

    (line,) = reasons(result.all_events)
    assert line == f"agreement__agreement and 2 more: {cut.work}: the build stopped: {NO_SPACE}"
    assert stores_of(home) == before
    disk(home.cut(DATA_CUT), "32m")
    assert materialised(home, tmp_path).success
    with open_work(cut) as work:
        assert work.connection.execute("from made_before").fetchall() == [(1,)]
        for name in TABLES:
            assert work.connection.execute(f"select count(*) from {name}").fetchall() > [(0,)]
    assert leftovers_of(home) == []
