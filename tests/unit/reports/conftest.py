"""The invented edition and its pages, made once for the tests of the reports."""

from pathlib import Path

import pytest

from pipelines.reports.render import render_reports
from tests.unit.reports.invented_edition import write_edition


@pytest.fixture(scope="session")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_edition(tmp_path_factory.mktemp("edition") / "results.duckdb")


@pytest.fixture(scope="session")
def pages(results: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every page by its file name."""
    out = tmp_path_factory.mktemp("reports")
    return {path.name: path.read_text(encoding="utf-8") for path in render_reports(results, out)}
