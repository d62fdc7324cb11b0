"""A delivery that changes, goes or may not be read while it is loaded: one message, the store as it was."""

import os
import tempfile
from pathlib import Path

import pytest

from pipelines.ingest import load as loading
from pipelines.ingest.check import check_delivery
from pipelines.ingest.load import load_all
from tests.support.bad_deliveries.spoiling import FILE, GOOD, good_delivery
from tests.support.rights import without_rights

CHANGED = "found that it changed or went while it was read; expected it to stay as it was"


def rewrite(file: Path) -> None:
    file.write_text(GOOD.replace("4682", "4692"), encoding="utf-8")


def same_size_and_time(file: Path) -> None:
    times = file.stat()
    rewrite(file)
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def replaced_with_the_same(file: Path) -> None:
    copy = file.with_suffix(".copy")
    copy.write_text(GOOD, encoding="utf-8")
    copy.replace(file)


@pytest.mark.parametrize("disturb", [Path.unlink, rewrite, same_size_and_time, replaced_with_the_same])
def test_a_file_that_changes_after_it_was_checked(disturb, tmp_path, monkeypatch):
    path = good_delivery(tmp_path / "in")
    real = loading.inspect_delivery

    def disturbed(delivery: Path, **how: bool):
        found = real(delivery, **how)
        disturb(delivery / FILE)
        return found

    monkeypatch.setattr(loading, "inspect_delivery", disturbed)
    (report,) = load_all(tmp_path / "in", tmp_path / "home", lambda line: None)

    assert report.problems == [f"{path / FILE}: {CHANGED}"]
    assert [item.name for item in (tmp_path / "home").rglob("*") if item.is_file()] == ["lock"]


def test_the_same_load_undisturbed(tmp_path):
    good_delivery(tmp_path / "in")
    (report,) = load_all(tmp_path / "in", tmp_path / "home", lambda line: None)
    assert (report.status, report.problems) == ("loaded", [])


@pytest.mark.parametrize("name", [FILE, "manifest.yaml"])
def test_a_file_that_may_not_be_read(name):
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        path = good_delivery(Path(folder))
        (path / name).chmod(0)
        with without_rights():
            problems = check_delivery(path)
    assert problems == [
        f"{path / name}: found that it cannot be read (Permission denied); expected a readable file"
    ]
