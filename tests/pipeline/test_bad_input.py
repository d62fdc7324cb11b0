"""Whatever is wrong with what a person hands in: one clear message, exit status 1, the home as it was."""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from pipelines.cli import main
from pipelines.ingest.load import load_delivery
from pipelines.ingest.raw_tables import raw_models
from pipelines.tables import REPOSITORY
from tests.support.delivery import csv_text, write_delivery
from tests.support.small_agreement import SMALL, changed
from tests.support.violating_rows import good_row

REFERENCE = REPOSITORY / "sample_data" / "reference"
MODEL = raw_models()["dar"]["dodsarsak"]
GOOD = csv_text(MODEL, [good_row(MODEL, number) for number in range(3)])
PERSON_ID = "S000000"


@dataclass(frozen=True)
class Input:
    """The three folders that a run reads, all good until a test makes one thing wrong."""

    folder: Path

    @property
    def deliveries(self) -> Path:
        return self.folder / "deliveries"

    @property
    def agreements(self) -> Path:
        return self.folder / "agreements"

    @property
    def reference(self) -> Path:
        return self.folder / "reference"

    def delivery(self, content: str | bytes = GOOD, delivery_id: str = "dar-2026", **stated) -> Path:
        """One more delivery, the newest; the one that was loaded before is `dar-2025`."""
        return write_delivery(self.deliveries, "dar", delivery_id, {"dodsarsak": content}, **stated)


def contents(folder: Path) -> dict[str, str]:
    """Every file and folder below `folder`: a file with the hash of its content."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        for path in folder.rglob("*")
    }


@pytest.fixture
def good(tmp_path) -> Input:
    good = Input(tmp_path)
    good.delivery(delivery_id="dar-2025")
    good.agreements.mkdir()
    (good.agreements / "EX001.yaml").write_text(SMALL, encoding="utf-8")
    shutil.copytree(REFERENCE, good.reference)
    return good


@pytest.fixture(scope="module")
def loaded_home(tmp_path_factory) -> Path:
    """A home that holds the good delivery `dar-2025`; no test may change it."""
    folder = tmp_path_factory.mktemp("loaded")
    load_delivery(write_delivery(folder, "dar", "dar-2025", {"dodsarsak": GOOD}), folder / "home")
    return folder / "home"


def run(given: Input, home: Path, data_cut: str = "2026-06-30") -> Result:
    folders = ("deliveries", "agreements", "reference")
    options = [text for name in folders for text in (f"--{name}", str(getattr(given, name)))]
    return CliRunner().invoke(main, ["run", *options, "--data-cut", data_cut, "--home", str(home)])


def assert_refused(result: Result, message: str) -> None:
    """Exit status 1 by a message that says it once; no exception left the command, no person is named."""
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.output.count(message) == 1, result.output
    assert "Traceback" not in result.output
    assert PERSON_ID not in result.output


def remove(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def write(path: Path, text: str | bytes) -> None:
    path.write_bytes(text.encode() if isinstance(text, str) else text)


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


BAD_DELIVERY: dict[str, tuple[Callable[[Input], object], str]] = {
    "missing manifest": (
        lambda given: remove(given.delivery() / "manifest.yaml"),
        "dar-2026/manifest.yaml: found no file; expected every delivery to have a manifest",
    ),
    "wrong hash": (
        lambda given: given.delivery(file_stated={"sha256": "0" * 64}),
        "dar_dodsarsak.csv: found other content than the manifest states, with as many rows (SHA-256 ",
    ),
    "missing column": (
        lambda given: given.delivery(GOOD.replace(";obduksjon", "", 1)),
        "dar_dodsarsak.csv, line 1: found no column obduksjon; expected the 10 columns of the schema",
    ),
    "unreadable encoding": (
        lambda given: given.delivery(GOOD.encode().replace(b"S000000001", b"S00000000\x81")),
        "dar_dodsarsak.csv, line 3: found bytes that are not UTF-8, and somewhere bytes that are not "
        "Windows-1252 either; expected one of these encodings",
    ),
    "empty file": (
        lambda given: given.delivery(b""),
        "dar_dodsarsak.csv: found an empty file; expected a header and rows",
    ),
    "manifest lies about rows": (
        lambda given: given.delivery(file_stated={"rows": 4}),
        "dar_dodsarsak.csv: found 3 rows; expected 4, as the manifest says",
    ),
    "unknown register": (
        lambda given: write_delivery(given.deliveries, "dor", "dor-2026", {"dodsarsak": GOOD}),
        "manifest.yaml: register: found dor; expected one of dar, folkeregisteret, inspire",
    ),
    "other content under a known id": (
        lambda given: (
            remove(given.deliveries / "dar"),
            given.delivery(GOOD.replace("S000000001", "S000000009"), "dar-2025"),
        ),
        "dar-2025: found other content than was loaded before as dar-2025; expected a corrected delivery",
    ),
}

BAD_FILE: dict[str, tuple[Callable[[Input], object], str]] = {
    "no deliveries": (
        lambda given: remove(given.deliveries / "dar"),
        "deliveries: found no delivery; expected <register>/<delivery_id>/manifest.yaml",
    ),
    "no agreements": (
        lambda given: remove(given.agreements / "EX001.yaml"),
        "agreements: found no file ending in .yaml; expected at least one agreement",
    ),
    "agreement with a slip in a key": (
        lambda given: write(
            given.agreements / "EX001.yaml", changed(("      lower: 0.40", "      lowr: 0.40"))
        ),
        "EX001.yaml: outcome_measures[0].assumption.lowr: found an unknown key; expected one of source, "
        "is_invented, id, value, lower, upper, description (did you mean 'lower'?)",
    ),
    "agreement with a wrong value": (
        lambda given: write(
            given.agreements / "EX001.yaml", changed(("lookback_days: 365", "lookback_days: -1"))
        ),
        "EX001.yaml: parameters.lookback_days: found -1; expected at least 0",
    ),
    "missing reference table": (
        lambda given: remove(given.reference / "drug_price.csv"),
        "drug_price.csv: found no file; expected the reference table reference.drug_price",
    ),
    "reference table that is no CSV": (
        lambda given: write(
            given.reference / "drug_price.csv", (REFERENCE / "drug_price.csv").read_bytes() + b"\xe6,\xf8\n"
        ),
        "drug_price.csv: found no readable CSV; expected a header and rows in UTF-8",
    ),
    "reference table with another column": (
        lambda given: replace(given.reference / "drg_unit_price.csv", "unit_price_nok", "price_nok"),
        "drg_unit_price.csv, line 1: found columns ['price_year', 'price_nok', ",
    ),
    "reference table with a word for a number": (
        lambda given: replace(given.reference / "drg_unit_price.csv", "2024,", "2024?,"),
        "price_year: found '2024?'; expected INT",
    ),
    "reference table that breaks a rule": (
        lambda given: replace(given.reference / "drg_unit_price.csv", "2024,", "1024,"),
        "drg_unit_price.csv: rule greater_than_or_equal_to on price_year does not hold",
    ),
}


@pytest.mark.parametrize("fault", [*BAD_DELIVERY, *BAD_FILE])
def test_a_run_on_bad_input_leaves_the_home_as_it_was(fault, good, loaded_home):
    spoil, message = (BAD_DELIVERY | BAD_FILE)[fault]
    spoil(good)
    before = contents(loaded_home)

    result = run(good, loaded_home)

    assert_refused(result, message)
    assert contents(loaded_home) == before


@pytest.mark.parametrize("fault", BAD_FILE)
def test_a_run_on_wrong_files_makes_no_home(fault, good, tmp_path):
    spoil, message = BAD_FILE[fault]
    spoil(good)

    result = run(good, tmp_path / "home")

    assert_refused(result, message)
    assert not (tmp_path / "home").exists()


def test_good_deliveries_are_loaded_though_another_is_refused_but_nothing_is_built(good, tmp_path):
    good.delivery(b"")

    result = run(good, tmp_path / "home")

    assert_refused(result, "dar-2026/dar_dodsarsak.csv: found an empty file")
    files = [path for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert sorted(path.name for path in files) == ["dar-2025.duckdb", "lock"]


def test_a_cut_before_the_first_delivery_builds_nothing(good, loaded_home):
    before = contents(loaded_home)

    result = run(good, loaded_home, data_cut="2025-01-31")

    assert_refused(result, "raw: found no delivery received by 2025-01-31; expected at least one")
    assert contents(loaded_home) == before


def test_a_cut_in_the_future_makes_no_home(good, tmp_path):
    result = run(good, tmp_path / "home", data_cut="2999-12-31")

    assert_refused(result, "data cut: found 2999-12-31; expected not after today, which is ")
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("fault", [fault for fault in BAD_DELIVERY if not fault.startswith("other content")])
def test_check_says_what_a_run_would_refuse(fault, good):
    spoil, message = BAD_DELIVERY[fault]
    spoil(good)
    (delivery,) = [path for path in good.deliveries.glob("*/*") if path.name != "dar-2025"]

    assert_refused(CliRunner().invoke(main, ["check", str(delivery)]), message)


def test_check_of_no_folder(tmp_path):
    result = CliRunner().invoke(main, ["check", str(tmp_path / "nowhere")])
    assert_refused(result, "nowhere: found no folder; expected a delivery with manifest.yaml")


def report(home: Path, out: Path, agreement_id: str = "EX001") -> Result:
    options = ["--data-cut", "2026-06-30", "--home", str(home), "--out", str(out)]
    return CliRunner().invoke(main, ["report", agreement_id, *options])


def test_a_report_without_a_published_edition(tmp_path):
    result = report(tmp_path / "home", tmp_path / "pages")

    assert_refused(
        result, "results.duckdb: not found; expected a published edition of 2026-06-30 (revurdering run makes"
    )
    assert contents(tmp_path) == {}


def test_a_report_of_an_agreement_that_the_edition_does_not_hold(tmp_path):
    published = tmp_path / "home" / "published" / "2026-06-30"
    published.mkdir(parents=True)
    with duckdb.connect(str(published / "results.duckdb")) as connection:
        connection.execute("create schema agreement")
        connection.execute("create table agreement.agreement as select 'EX001' as agreement_id")
    before = contents(tmp_path)

    result = report(tmp_path / "home", tmp_path / "pages", "EX999")

    assert_refused(result, "results.duckdb: found no agreement EX999; expected one of EX001")
    assert contents(tmp_path) == before


def test_on_the_terminal_there_is_the_message_and_nothing_else(tmp_path):
    command = ["report", "EX001", "--data-cut", "2026-06-30", "--home", str(tmp_path / "home")]
    result = subprocess.run(
        [sys.executable, "-m", "pipelines.cli", *command],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"{tmp_path / 'home' / 'published' / '2026-06-30' / 'results.duckdb'}: not found")


def test_a_damaged_edition_is_one_message(tmp_path):
    published = tmp_path / "home" / "published" / "2026-06-30"
    published.mkdir(parents=True)
    (published / "results.duckdb").write_text("not a database")

    result = report(tmp_path / "home", tmp_path / "pages", "EX001")

    assert_refused(result, "results.duckdb")
    assert not (tmp_path / "pages").exists()


def test_a_home_that_cannot_be_made_is_one_message(good, tmp_path):
    (tmp_path / "file").write_text("in the way")

    result = run(good, tmp_path / "file" / "home")

    assert_refused(result, "file/home: Not a directory")
