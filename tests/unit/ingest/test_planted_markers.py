"""What a delivery holds of persons stands in its store and nowhere else: in no line, error or record."""

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import duckdb
import polars as pl
import pytest
from click.testing import CliRunner

from pipelines.cli import main
from pipelines.cut_assets import cut_assets
from pipelines.home import Home
from pipelines.ingest.load import load_all
from pipelines.ingest.raw_tables import raw_models
from pipelines.instance import instance_of
from pipelines.resources import Settings
from pipelines.table_assets import asset_key
from pipelines.tables import tables_of
from tests.support.delivery import csv_text, write_delivery
from tests.support.markers import MARKER, holding, marked_rows

FILES = {
    register: {table: csv_text(model, marked_rows(model)) for table, model in models.items()}
    for register, models in raw_models().items()
}
DAR = FILES["dar"]["dodsarsak"]


def spoiled_files() -> dict[str, tuple[str | bytes, dict]]:
    """One delivery for each way in which it can fail, every line of it with a marker."""
    header, *lines = DAR.splitlines()
    swapped = "\n".join([header.replace("lopenr", "lopenr_ny"), *lines]) + "\n"
    return {
        "no-header": ("\n".join(lines) + "\n", {}),
        "no-column": (swapped, {}),
        "open-quote": (DAR + 'ZQXaaa;"ZQXbbb\n', {}),
        "mixed-ends": (DAR + "ZQXaaa;ZQXbbb\r\n", {}),
        "control": (DAR + "ZQXaaa\x00;ZQXbbb\n", {}),
        "two-encodings": (DAR.encode() + b"ZQXaaa\x81\xe6;ZQXbbb\n", {}),
        "other-hash": (DAR, {"file_stated": {"sha256": "0" * 64}}),
        "other-rows": (DAR, {"file_stated": {"rows": 1}}),
        "carriage-returns": (DAR.replace("\n", "\r"), {}),
        "unknown-table": (DAR, {"file_stated": {"table": "ukjent"}}),
    }


def no_marker_in(*texts: str) -> None:
    assert [MARKER.findall(text.encode()) for text in texts if MARKER.search(text.encode())] == []


@pytest.fixture(scope="module")
def deliveries(tmp_path_factory):
    folder = tmp_path_factory.mktemp("marked") / "deliveries"
    for register, files in FILES.items():
        write_delivery(folder, register, f"{register}-1", files)
    return folder


def test_every_column_is_marked():
    for files in FILES.values():
        for text in files.values():
            header, *lines = csv.reader(io.StringIO(text), delimiter=";")
            for place, name in enumerate(header):
                assert any(MARKER.search(line[place].encode()) for line in lines), name


def test_what_is_said_and_kept_of_a_load_holds_none(deliveries, tmp_path, capfd, caplog):
    home = Home(tmp_path / "home")
    settings = Settings(home=str(home.root), deliveries=str(deliveries))
    raw = [asset_key(table.name) for table in tables_of("raw")]
    with instance_of(home) as instance:
        result = dg.materialize(
            cut_assets(),
            instance=instance,
            resources={"settings": settings},
            selection=dg.AssetSelection.assets(*raw),
            raise_on_error=False,
        )
    assert not result.success, "so many faults are held until somebody decides"
    said = [*(str(event) for event in result.all_events), *asked_of(home.root)]
    no_marker_in(*said, *capfd.readouterr(), caplog.text)
    stores = {str(path) for path in home.raw.rglob("*.duckdb")}
    assert len(stores) == len(FILES), "released by now"
    assert set(holding([home.root])) == stores, "in the person-level stores, and only there"
    for store in stores:
        with duckdb.connect(store, read_only=True) as connection:
            for (text,) in connection.execute("select raw_text from quarantine").fetchall():
                assert MARKER.search(text.encode())


def asked_of(home: Path) -> Iterator[str]:
    """What the command line answers about the deliveries of a home; held ones are released on the way."""

    def answer(*words: str) -> str:
        result = CliRunner().invoke(main, ["deliveries", *words, "--home", str(home)])
        assert result.exit_code == 0 and result.output, result.output
        return result.output

    yield answer("list")
    for register in FILES:
        name = f"{register}/{register}-1"
        for language in ("nb", "en"):
            yield answer("quarantine", name, "--language", language)
        yield answer("drift", name, "--against", f"{register}-1")
        if (home / "held" / f"{name}.duckdb").exists():
            yield answer("release", name, "--by", "tester", "--why", "a test")


@pytest.mark.parametrize("fault", spoiled_files())
def test_a_refusal_quotes_nothing(fault, tmp_path, capfd, caplog):
    content, stated = spoiled_files()[fault]
    delivery = write_delivery(
        tmp_path / "deliveries", "dar", f"dar-{fault}", {"dodsarsak": content}, **stated
    )
    lines: list[str] = []
    (report,) = load_all(tmp_path / "deliveries", tmp_path / "home", lines.append)
    assert report.status == "refused" and report.problems
    checked = CliRunner().invoke(main, ["check", str(delivery)])
    assert checked.exit_code == 1
    no_marker_in(*lines, *report.problems, checked.output, caplog.text, *capfd.readouterr())
    assert not holding([tmp_path / "home"])


def test_the_search_finds_a_marker_wherever_one_is_put(tmp_path):
    (tmp_path / "run.log").write_text("INFO a person of ZQXabc was loaded\n")
    pl.DataFrame({"x": ["ZQXabd"] * 500}).write_parquet(tmp_path / "x.parquet", compression="zstd")
    with duckdb.connect(str(tmp_path / "x.duckdb")) as connection:
        connection.execute("create table t as select date '1987-11-23' as day from range(5000)")
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sheet.xml", "<v>7654321</v>" * 50)
    (tmp_path / "clean.log").write_text("INFO 3 rows were loaded\n")
    assert set(holding([tmp_path])) == {
        str(tmp_path / name) for name in ("run.log", "x.parquet", "x.duckdb", "x.xlsx")
    }
    with pytest.raises(AssertionError):
        no_marker_in("INFO a person of ZQXabc was loaded")
