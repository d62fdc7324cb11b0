"""A delivery with an identity number in it is refused whole, in one message that does not hold it."""

import hashlib
from pathlib import Path

import duckdb
import pytest
import yaml
from click.testing import CliRunner

from pipelines.cli import main
from pipelines.ingest.check import check_delivery
from pipelines.ingest.load import load_all
from pipelines.ingest.raw_tables import raw_models
from tests.support.delivery import csv_text, write_delivery
from tests.support.identity import an_identity_number, with_check_digits
from tests.support.violating_rows import good_row

NUMBER = an_identity_number()
MODEL = raw_models()["dar"]["dodsarsak"]
LINES = csv_text(MODEL, [good_row(MODEL, number) for number in range(3)]).splitlines()
COLUMNS = LINES[0].split(";")


def with_value(column: str, value: str, *lines: int) -> str:
    """The good file with `value` in a column of the given lines (the header is line 0)."""
    place, changed = COLUMNS.index(column), list(LINES)
    for line in lines:
        fields = changed[line].split(";")
        fields[place] = value
        changed[line] = ";".join(fields)
    return "\n".join(changed) + "\n"


def written(folder: Path, content: str | bytes | None = None, **stated) -> Path:
    content = "\n".join(LINES) + "\n" if content is None else content
    return write_delivery(folder, "dar", "dar-2024", {"dodsarsak": content}, **stated)


def in_parquet(type_: str, number: str = NUMBER):
    def write(folder: Path) -> Path:
        path = written(folder)
        (csv,) = path.glob("*.csv")
        parquet = csv.with_suffix(".parquet")
        with duckdb.connect() as connection:
            connection.execute(
                f"copy (select * replace (cast('{number}' as {type_}) as dodsarsak_underliggende) "
                f"from read_csv('{csv}', all_varchar = true)) to '{parquet}' (format parquet)"
            )
        csv.unlink()
        manifest = yaml.safe_load((path / "manifest.yaml").read_text(encoding="utf-8"))
        sha256 = hashlib.sha256(parquet.read_bytes()).hexdigest()
        manifest["files"][0] |= {"name": parquet.name, "sha256": sha256}
        (path / "manifest.yaml").write_text(yaml.safe_dump(manifest), encoding="utf-8")
        return path

    return write


def renamed(folder: Path) -> Path:
    path = written(folder)
    return path.rename(path.with_name(f"dar-{NUMBER}"))


def with_file(folder: Path) -> Path:
    path = written(folder)
    (path / f"{NUMBER}.csv").touch()
    return path


CODE, LOCAL = "dodsarsak_underliggende", "lopenr"
PLACES = {
    "a code": (lambda folder: written(folder, with_value(CODE, NUMBER, 1, 3)), f"{CODE} (2 rows)"),
    "a person's id": (lambda folder: written(folder, with_value(LOCAL, NUMBER, 2)), f"{LOCAL} (1 row)"),
    "with a blank": (
        lambda folder: written(folder, with_value(CODE, f"{NUMBER[:6]} {NUMBER[6:]}", 1)),
        f"{CODE} (1 row)",
    ),
    "with a dash, as a text processor writes it": (
        lambda folder: written(folder, with_value(CODE, f"{NUMBER[:6]}\N{EN DASH}{NUMBER[6:]}", 1)),
        f"{CODE} (1 row)",
    ),
    "amid other text": (
        lambda folder: written(folder, with_value(CODE, f"se {NUMBER}, ring", 1)),
        f"{CODE} (1 row)",
    ),
    "beyond the last column": (
        lambda folder: written(folder, "\n".join([*LINES, f"{LINES[1]};{NUMBER}"])),
        "no column of the header (1 row)",
    ),
    "quoted, over two lines": (
        lambda folder: written(folder, with_value(CODE, f'"a\n{NUMBER}"', 2)),
        f"{CODE} (1 row)",
    ),
    "a column's name": (
        lambda folder: written(folder, with_value(CODE, f"x{NUMBER}", 0)),
        "the column names (1 row)",
    ),
    "Windows-1252": (
        lambda folder: written(
            folder, with_value(CODE, f"æ {NUMBER[:6]}\N{NO-BREAK SPACE}{NUMBER[6:]}", 1).encode("cp1252")
        ),
        f"{CODE} (1 row)",
    ),
    "Parquet, text": (in_parquet("varchar"), f"{CODE} (3 rows)"),
    "Parquet, whole number": (in_parquet("bigint"), f"{CODE} (3 rows)"),
    "a note": (lambda folder: written(folder, note=f"gjelder {NUMBER}"), "manifest.yaml (1 row)"),
    "a note that spells its dash out": (
        lambda folder: written(folder, note=f"gjelder {NUMBER[:6]}\N{EN DASH}{NUMBER[6:]}"),
        "manifest.yaml (1 row)",
    ),
    "the delivery's id": (renamed, "names of folder and files (1 row)"),
    "a stray file's name": (with_file, "names of folder and files (1 row)"),
}


@pytest.mark.parametrize("place", PLACES)
def test_it_stops_the_delivery_and_is_not_printed(place, tmp_path):
    write, said = PLACES[place]
    delivery = write(tmp_path / "deliveries")
    lines: list[str] = []
    (report,) = load_all(tmp_path / "deliveries", tmp_path / "home", lines.append)
    (problem,) = report.problems
    assert report.status == "refused" and said in problem
    assert "found what reads as national identity numbers" in problem
    checked = CliRunner().invoke(main, ["check", str(delivery)])
    assert checked.exit_code == 1
    for text in (problem, report.delivery_id, checked.output, *lines):
        assert NUMBER not in text and NUMBER[6:] not in text
    assert not (tmp_path / "home").exists(), "nothing of it may be kept"


BORN_ON_THE_FIRST = next(found[0] for n in range(1000) if (found := with_check_digits(f"018190{n:03}")))
OTHER_LAST_DIGIT = f"{BORN_ON_THE_FIRST[:10]}{(int(BORN_ON_THE_FIRST[10]) + 1) % 10}"


@pytest.mark.parametrize("type_", ["bigint", "ubigint", "double", "decimal(11, 0)", "varchar"])
def test_one_that_begins_with_zero_is_found_in_a_column_of_numbers(type_, tmp_path):
    path = in_parquet(type_, BORN_ON_THE_FIRST)(tmp_path)
    (problem,) = [problem for problem in check_delivery(path) if "national identity numbers" in problem]
    assert f"{CODE} (3 rows)" in problem
    assert BORN_ON_THE_FIRST.lstrip("0") not in problem


@pytest.mark.parametrize("type_", ["bigint", "double"])
def test_ten_digits_that_fail_the_check_digits_are_none(type_, tmp_path):
    path = in_parquet(type_, OTHER_LAST_DIGIT)(tmp_path)
    assert [problem for problem in check_delivery(path) if "national identity numbers" in problem] == []


def test_a_hash_in_the_manifest_is_no_identity_number(tmp_path):
    path = written(tmp_path, file_stated={"sha256": f"{'ab' * 26}{NUMBER}c"})
    checked = CliRunner().invoke(main, ["check", str(path)])
    assert "national identity" not in checked.output
    assert "found other content than the manifest states" in checked.output
