"""The overseen edition and its pages, made once for the tests of oversight."""

from pathlib import Path

import pytest

from pipelines.oversight.render import render_oversight
from tests.unit.oversight.overseen_edition import write_edition


@pytest.fixture(scope="session")
def overseen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_edition(tmp_path_factory.mktemp("overseen") / "results.duckdb")


@pytest.fixture(scope="session")
def written(overseen: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every written file by its name, with its line ends as they are."""
    out = tmp_path_factory.mktemp("pages")
    return {path.name: path.read_bytes().decode("utf-8") for path in render_oversight(overseen, out)}
