"""Dagster's own records (runs, materialisations, partitions), kept under the home folder."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg
from filelock import FileLock

from pipelines.data_cuts import DATA_CUTS
from pipelines.ended_runs import end_dead_runs
from pipelines.home import Home, private_folder
from pipelines.private import private_files
from pipelines.tables import PIPELINES


@contextmanager
def instance_of(home: Home) -> Iterator[dg.DagsterInstance]:
    """The instance of a home folder, made on first use from `pipelines/dagster.yaml`."""
    folder = private_folder(home.root / "dagster")
    # Two runs on a new home would both make Dagster's tables.
    with private_files(), FileLock(folder / "lock"):
        shutil.copyfile(PIPELINES / "dagster.yaml", folder / "dagster.yaml")
        opened = dg.DagsterInstance.from_config(str(folder))
        opened.get_runs(limit=1)
        opened.get_dynamic_partitions(DATA_CUTS.name)
    with private_files(), opened as instance:
        end_dead_runs(instance)
        yield instance
