"""Dagster's own records (runs, materialisations, partitions), kept under the home folder."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg

from pipelines.home import Home, private_folder
from pipelines.tables import REPOSITORY


@contextmanager
def instance_of(home: Home) -> Iterator[dg.DagsterInstance]:
    """The instance of a home folder, made on first use from the repository's `dagster.yaml`."""
    folder = home.root / "dagster"
    private_folder(folder)
    shutil.copyfile(REPOSITORY / "dagster.yaml", folder / "dagster.yaml")
    with dg.DagsterInstance.from_config(str(folder)) as instance:
        yield instance
