"""Dagster's own records (runs, materialisations, partitions), kept under the home folder."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg

from pipelines.home import Home, private_folder
from pipelines.tables import PIPELINES


@contextmanager
def instance_of(home: Home) -> Iterator[dg.DagsterInstance]:
    """The instance of a home folder, made on first use from `pipelines/dagster.yaml`."""
    folder = home.root / "dagster"
    private_folder(folder)
    shutil.copyfile(PIPELINES / "dagster.yaml", folder / "dagster.yaml")
    with dg.DagsterInstance.from_config(str(folder)) as instance:
        yield instance
