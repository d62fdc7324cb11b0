"""One run of the main job on the committed sample, shared by the tests that look at what came of it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from pipelines.cut import Cut, freeze
from pipelines.home import Home
from pipelines.main_job import run_main_job
from pipelines.tables import REPOSITORY
from tests.support.modes import open_to_all

SAMPLE = REPOSITORY / "sample_data"
DATA_CUT = date(2026, 6, 30)


@dataclass(frozen=True)
class MainJob:
    """What one run of the main job left behind, and what it said on the way."""

    home: Home
    published: Path
    lines: list[str]

    @property
    def cut(self) -> Cut:
        """The cut as the run froze it."""
        return freeze(self.home, DATA_CUT, SAMPLE / "agreements", SAMPLE / "reference")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that look at the main job run in one process: it runs once, not once in each."""
    for item in items:
        if "main_job" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("main_job"))


@pytest.fixture(scope="session")
def main_job(tmp_path_factory: pytest.TempPathFactory) -> MainJob:
    home = tmp_path_factory.mktemp("main_job") / "home"
    lines: list[str] = []
    with open_to_all():
        published = run_main_job(
            SAMPLE / "deliveries",
            SAMPLE / "agreements",
            SAMPLE / "reference",
            DATA_CUT,
            home,
            progress=lines.append,
            readers="group",
            confidential=SAMPLE / "confidential",
        )
    return MainJob(Home(home), published, lines)
