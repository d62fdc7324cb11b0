"""A column that the schema has not: left out, said, and never accepted before somebody decided."""

import hashlib

import duckdb
import pytest
import yaml
from click.testing import CliRunner

from pipelines.cli import main
from pipelines.ingest.holding import decision_of, held_store, raw_store
from pipelines.ingest.load import DeliveryRefused, load_delivery
from pipelines.ingest.new_columns import new_columns
from pipelines.ingest.raw_tables import raw_models
from tests.support.delivery import csv_text, query, write_delivery
from tests.support.violating_rows import good_row

MODEL = raw_models()["dar"]["dodsarsak"]
COLUMNS = list(MODEL.to_schema().columns)
LINES = csv_text(MODEL, [good_row(MODEL, number) for number in range(4)]).splitlines()


def with_column(name: str, *values: str, first: bool = False) -> str:
    added = [name, *values]
    lines = [f"{new};{old}" if first else f"{old};{new}" for old, new in zip(LINES, added, strict=True)]
    return "\n".join(lines) + "\n"


def held(tmp_path, text: str) -> list[str]:
    """What is said of a delivery with this file; it is held in `tmp_path`'s home."""
    path = write_delivery(tmp_path / "in", "dar", "dar-1", {"dodsarsak": text})
    with pytest.raises(DeliveryRefused) as caught:
        load_delivery(path, tmp_path / "home")
    return caught.value.problems


def release(tmp_path) -> str:
    words = (
        "dar/dar-1",
        "--home",
        str(tmp_path / "home"),
        "--by",
        "A. Engineer",
        "--why",
        "The register asked",
    )
    result = CliRunner().invoke(main, ["deliveries", "release", *words])
    assert result.exit_code == 0, result.output
    return result.output


def test_it_is_held_and_left_out_and_the_decision_is_kept(tmp_path):
    assert held(tmp_path, with_column("postnr", "9019", "", "0150", "  ")) == [
        "dar/dar-1: held: dar_dodsarsak.csv: found new column postnr, filled on 2 of 4 lines and left out; "
        "expected the columns of the schema",
        "dar/dar-1: held until somebody decides: revurdering deliveries quarantine, release",
    ]
    page = CliRunner().invoke(
        main, ["deliveries", "quarantine", "dar/dar-1", "--home", str(tmp_path / "home")]
    )
    assert (
        "| dar_dodsarsak.csv | `postnr.new_column` | 2 | 4 | 50.00% | leveransen holdes tilbake |  |"
        in page.output
    )
    release(tmp_path)
    store = raw_store(tmp_path / "home", "dar", "dar-1")
    decision = decision_of(store)
    assert (decision.decided_by, decision.reason) == ("A. Engineer", "The register asked")
    assert [(item.rule, item.n_lines) for item in decision.held_for] == [("postnr.new_column", 2)]
    assert query(store, "select n_rows, n_loaded, n_quarantined from delivery") == [(4, 4, 0)]
    assert "postnr" not in [name for name, *_ in query(store, "describe dar_dodsarsak")]


@pytest.mark.parametrize("name", ["postnr", "source_line", "raw_text", "is_untyped", "delivery_id", "a|`b`"])
@pytest.mark.parametrize("first", [True, False], ids=["first", "last"])
def test_whatever_its_name_the_lines_are_the_same(name, first, tmp_path):
    text = with_column(name, "1", "2", "3", "4", first=first).replace("S000000002", "feil")
    assert "left out" in held(tmp_path, text)[0]
    store = held_store(tmp_path / "home", "dar", "dar-1")
    lines = text.splitlines()
    assert query(store, "select source_line, rule, raw_text from quarantine") == [
        (4, "lopenr.str_matches", lines[3])
    ]
    assert query(store, "select source_line, lopenr from dar_dodsarsak order by 1") == [
        (2, "S000000000"), (3, "S000000001"), (5, "S000000003"),
    ]  # fmt: skip


def test_in_parquet_too(tmp_path):
    path = write_delivery(
        tmp_path / "in", "dar", "dar-1", {"dodsarsak": with_column("ny", "a;b", "", "", "x")}
    )
    (csv,) = path.glob("*.csv")
    parquet = csv.with_suffix(".parquet")
    duckdb.execute(
        f"copy (from read_csv('{csv}', all_varchar = true, delim = '|')) to '{parquet}' (format parquet)"
    )
    text = csv.read_text().replace("a;b", '"a;b"').replace("S000000000", "feil")
    csv.write_text(text)
    duckdb.execute(
        f"copy (from read_csv('{csv}', all_varchar = true, delim = ';')) to '{parquet}' (format parquet)"
    )
    csv.unlink()
    stated = yaml.safe_load((path / "manifest.yaml").read_text())
    sha256 = hashlib.sha256(parquet.read_bytes()).hexdigest()
    stated["files"][0] |= {"name": parquet.name, "sha256": sha256}
    (path / "manifest.yaml").write_text(yaml.safe_dump(stated))
    with pytest.raises(DeliveryRefused, match="new column ny, filled on 2 of 4 lines"):
        load_delivery(path, tmp_path / "home")
    store = held_store(tmp_path / "home", "dar", "dar-1")
    assert query(store, "select raw_text from quarantine") == [(text.splitlines()[1],)]


def test_words_in_it_stop_the_delivery(tmp_path):
    text = with_column("ny", "1", "Kari Nordmann", "2", "")
    (problem,) = held(tmp_path, text)
    assert "found what reads as a person's name in ny (line 3)" in problem and "Kari" not in problem
    assert not held_store(tmp_path / "home", "dar", "dar-1").exists()


@pytest.mark.parametrize(
    ("header", "new"),
    [
        (COLUMNS, []),
        ([*COLUMNS, "x"], ["x"]),
        (["x", *reversed(COLUMNS), "y"], ["x", "y"]),
        ([*COLUMNS[1:], "x"], []),
        ([*COLUMNS, "x", "x"], []),
        ([*COLUMNS, "x", "X"], []),
        ([*COLUMNS, "LOPENR"], []),
        ([*COLUMNS, ""], []),
        ([*COLUMNS, " "], []),
    ],
)
def test_columns_are_new_where_nothing_else_is_wrong(header, new):
    assert new_columns(header, COLUMNS) == new
