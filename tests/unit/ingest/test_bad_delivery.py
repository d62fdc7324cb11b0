"""A bad delivery ends in one clear message per fault, and the store is as it was."""

import hashlib
from pathlib import Path

import pytest

from pipelines.ingest.check import check_delivery
from pipelines.ingest.load import DeliveryRefused, load_all, load_delivery
from pipelines.ingest.raw_tables import raw_models
from tests.support.delivery import csv_text, write_delivery
from tests.support.violating_rows import good_row

MODEL = raw_models()["dar"]["dodsarsak"]
GOOD = csv_text(MODEL, [good_row(MODEL, number) for number in range(3)])
HEADER, *ROWS = GOOD.splitlines()
NORWEGIAN = GOOD.replace("S000000001", "S00000000æ")


def written(folder: Path, content: str | bytes = GOOD, **stated) -> Path:
    return write_delivery(folder, "dar", "dar-2024", {"dodsarsak": content}, **stated)


def without_manifest(folder):
    path = written(folder)
    (path / "manifest.yaml").unlink()
    return path


def with_manifest(text):
    def write(folder):
        path = written(folder)
        (path / "manifest.yaml").write_text(text, encoding="utf-8")
        return path

    return write


def without_file(folder):
    path = written(folder)
    (path / "dar_dodsarsak.csv").unlink()
    return path


def with_stray_file(folder):
    path = written(folder)
    (path / "dar_ekstra.csv").write_text("a;b\n")
    return path


def renamed(folder):
    path = written(folder)
    return path.rename(path.with_name("dar-2025"))


def reheaded(old, new):
    return lambda folder: written(folder, GOOD.replace(old, new, 1))


BAD = {
    "missing manifest": (without_manifest, "manifest.yaml: found no file; expected every delivery"),
    "manifest is no YAML": (with_manifest("register: [dar"), "manifest.yaml, line 1: found"),
    "manifest is a list": (with_manifest("- dar"), "manifest.yaml: found list; expected names with values"),
    "unknown name in manifest": (
        lambda folder: written(folder, sender="x"),
        "sender: found an unknown name; expected register, delivery_id",
    ),
    "kind": (lambda folder: written(folder, kind="full"), "kind: found 'full'; expected: Input should be"),
    "no received date": (lambda folder: written(folder, received=None), "received: found None; expected:"),
    "received before complete": (
        lambda folder: written(folder, received="2024-01-01"),
        "expected `complete_to` not after `received`, found 2024-12-31 after 2024-01-01",
    ),
    "period turned round": (
        lambda folder: written(folder, period={"from": "2024-12-31", "to": "2020-01-01"}),
        "period: expected `to` not before `from`, found 2024-12-31 to 2020-01-01",
    ),
    "file outside the folder": (
        lambda folder: written(folder, file_stated={"name": "../dar.csv"}),
        "files.0.name: found '../dar.csv'; expected:",
    ),
    "folder of another name": (
        renamed,
        "delivery_id: found dar-2024; expected dar-2025, the name of the folder",
    ),
    "unknown register": (
        lambda folder: write_delivery(folder, "dor", "dor-1", {"dodsarsak": GOOD}),
        "register: found dor; expected one of dar, folkeregisteret",
    ),
    "unknown table": (
        lambda folder: write_delivery(folder, "dar", "dar-1", {"dodsarsaker": GOOD}),
        "files.0.table: found dodsarsaker; expected one of dodsarsak",
    ),
    "snapshot without all tables": (
        lambda folder: write_delivery(folder, "nornmd", "nornmd-1", {"behandling": GOOD}, kind="snapshot"),
        "files: found no pasient; expected a snapshot to hold every table",
    ),
    "missing file": (without_file, "dar_dodsarsak.csv: found no file; expected it, as the manifest names it"),
    "file nobody named": (with_stray_file, "dar_ekstra.csv: found a file the manifest does not name"),
    "wrong hash": (
        lambda folder: written(folder, file_stated={"sha256": "0" * 64}),
        f"found content with SHA-256 {hashlib.sha256(GOOD.encode()).hexdigest()}; the manifest says 0000",
    ),
    "manifest lies about rows": (
        lambda folder: written(folder, file_stated={"rows": 4}),
        "dar_dodsarsak.csv: found 3 rows; the manifest says 4",
    ),
    "empty file": (
        lambda folder: written(folder, b""),
        "dar_dodsarsak.csv: found an empty file; expected a header",
    ),
    "missing column": (
        reheaded(";obduksjon", ";"),
        "line 1: column obduksjon is missing; expected 10 columns",
    ),
    "unknown column": (reheaded("obduksjon", "obduksjon;postnr"), "line 1: found unknown column postnr"),
    "duplicated header": (reheaded("dodssted", "obduksjon"), "line 1: found column obduksjon more than once"),
    "columns that differ in case": (
        reheaded("obduksjon", "Dodsdato;obduksjon"),
        "line 1: found columns that differ only in letter case: dodsdato, Dodsdato",
    ),
    "no header": (
        lambda folder: written(folder, "\n".join(ROWS)),
        "line 1: found 0 known column names among 10",
    ),
    "neither encoding": (
        lambda folder: written(folder, NORWEGIAN.encode("latin-1").replace(b"\xe6", b"\x81")),
        "line 3: found bytes that are not UTF-8, and somewhere bytes that are not Windows-1252 either",
    ),
    "byte order mark that is wrong": (
        lambda folder: written(folder, b"\xef\xbb\xbf" + NORWEGIAN.encode("cp1252")),
        "line 3: found bytes that are not UTF-8; expected UTF-8, as the byte order mark says",
    ),
    "UTF-16": (lambda folder: written(folder, GOOD.encode("utf-16")), "line 1: found control characters"),
    "mixed line ends": (
        lambda folder: written(folder, GOOD.replace("\n", "\r\n", 2)),
        "found 4 line feeds and 2 carriage returns; expected all lines to end alike",
    ),
    "quote never closed": (
        lambda folder: written(folder, "\n".join([HEADER, '"' + ROWS[0], *ROWS[1:]])),
        "dar_dodsarsak.csv: found 1 rows; the manifest says 3",
    ),
    "not Parquet": (
        lambda folder: _with_parquet(folder),
        "dar_dodsarsak.parquet: found content that is not Parquet",
    ),
}


def _with_parquet(folder: Path) -> Path:
    path = written(folder, file_stated={"name": "dar_dodsarsak.parquet"})
    (path / "dar_dodsarsak.csv").rename(path / "dar_dodsarsak.parquet")
    return path


def contents(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        for path in folder.rglob("*")
    }


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """A store that holds one good delivery."""
    folder = tmp_path_factory.mktemp("store")
    load_delivery(write_delivery(folder / "in", "dar", "dar-2020", {"dodsarsak": GOOD}), folder / "home")
    return folder / "home"


@pytest.mark.parametrize("fault", BAD)
def test_one_clear_message_and_the_store_as_it_was(fault, tmp_path, home):
    write, message = BAD[fault]
    path = write(tmp_path)
    before = contents(home)

    problems = check_delivery(path)
    with pytest.raises(DeliveryRefused) as refused:
        load_delivery(path, home)

    assert [problem for problem in problems if message in problem], problems
    assert refused.value.problems == problems
    assert len(problems) == (2 if fault in ("duplicated header", "columns that differ in case") else 1) or (
        fault in ("missing column", "snapshot without all tables")
    )
    assert all(str(path) in problem for problem in problems)
    assert "S0000" not in str(refused.value), "a row's value is in the message"
    assert contents(home) == before


def test_the_good_delivery_of_these_tests_is_good(tmp_path):
    assert check_delivery(written(tmp_path)) == []


def test_a_bad_delivery_does_not_stop_the_others(tmp_path):
    without_manifest(tmp_path / "in")
    write_delivery(tmp_path / "in", "dar", "dar-2025", {"dodsarsak": GOOD})
    lines = []

    reports = load_all(tmp_path / "in", tmp_path / "home", lines.append)

    assert [report.status for report in reports] == ["refused", "loaded"]
    assert "manifest.yaml: found no file" in reports[0].problems[0]
    assert lines == ["dar/dar-2024: refused", "dar/dar-2025: 3 rows loaded, 0 in quarantine"]


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(NotADirectoryError, match="found no folder"):
        load_all(tmp_path / "nowhere", tmp_path / "home", print)
    assert check_delivery(tmp_path / "nowhere") == [
        f"{tmp_path / 'nowhere'}: found no folder; expected a delivery with manifest.yaml"
    ]
