"""Names and free text in a delivery stop it whole, in one line with file, column, lines and kind."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from pipelines.cli import main
from pipelines.ingest.check import header_problem
from pipelines.ingest.format import recognise
from pipelines.ingest.load import load_all
from pipelines.ingest.raw_tables import raw_models
from pipelines.ingest.word_columns import Expected, words_in_file
from pipelines.tables import REPOSITORY
from tests.support.delivery import csv_text, query, write_delivery
from tests.support.planted_words import DIRT, WRITINGS, names
from tests.support.violating_rows import good_row

TABLES = [(register, table) for register, models in raw_models().items() for table in models]
WHOLE = "; expected none: the delivery is refused and nothing of it kept"
LOADED = ("dodsarsak", "legemiddelbehandling", "skjema")
"""Tables that are loaded as well: codes, open columns, and a wide file."""
COMMON = [
    "Kari Nordmann",
    "HANSEN, OLA",
    "Ring Bjørn Ødegård",
    "kari@example.no",
    "Storgata 12",
    "912 34 567",
]
"""Seen in open columns too."""


def delivered(tmp_path: Path, register: str, table: str, text: str | bytes) -> Path:
    return write_delivery(tmp_path / "in", register, f"{register}-1", {table: text})


def refused(tmp_path: Path, delivery: Path) -> str:
    """What a load says of the delivery, which is what a check says; nothing of it may be kept."""
    (report,) = load_all(tmp_path / "in", tmp_path / "home", lambda line: None)
    (problem,) = report.problems
    assert report.status == "refused"
    checked = CliRunner().invoke(main, ["check", str(delivery)])
    assert (checked.exit_code, checked.output) == (1, problem + "\n")
    assert not [path for path in (tmp_path / "home").rglob("*") if path.suffix == ".duckdb"]
    return problem


def planted(register: str, table: str) -> tuple[str, list[str]]:
    """A file with a name, an address or a number to call in every column, and what was planted."""
    model = raw_models()[register][table]
    opens = Expected(model).open
    texts = [text for what, text in names(WRITINGS) if len(text) > 6 and what != "surname first, no blank"]
    rows, used = [], []
    for number, column in enumerate(model.to_schema().columns):
        text = COMMON[number % len(COMMON)] if column in opens else texts[number * 7 % len(texts)]
        rows.append(good_row(model, number) | {column: text})
        used.append(text)
    return csv_text(model, rows), used


@pytest.mark.parametrize(("register", "table"), TABLES)
def test_in_every_column_of_every_table(register, table, tmp_path):
    text, used = planted(register, table)
    delivery = delivered(tmp_path, register, table, text)
    file = delivery / f"{register}_{table}.csv"
    model = raw_models()[register][table]
    columns = list(model.to_schema().columns)
    found = words_in_file(file, recognise(file, columns), Expected(model))
    lines = {(column, line) for (column, _), lines in found.items() for line in lines}
    assert lines == set(zip(columns, range(2, len(columns) + 2), strict=True))
    if table in LOADED:
        problem = refused(tmp_path, delivery)
        assert problem.startswith(f"{file}: found what reads as ") and problem.endswith(WHOLE)
        assert [value for value in used if value in problem] == []
        assert all(column in problem for column in columns)


@pytest.mark.parametrize(("register", "table"), TABLES)
def test_dirt_in_every_column_does_not_stop_it(register, table, tmp_path):
    model = raw_models()[register][table]
    columns = list(model.to_schema().columns)
    rows = [
        good_row(model, number * len(DIRT) + place) | {column: dirt}
        for number, column in enumerate(columns[:: max(1, len(columns) // 8)])
        for place, dirt in enumerate(DIRT)
    ]
    file = delivered(tmp_path, register, table, csv_text(model, rows)) / f"{register}_{table}.csv"
    assert words_in_file(file, recognise(file, columns), Expected(model)) == {}


def test_nothing_is_found_in_the_sample():
    files = sorted((REPOSITORY / "sample_data" / "deliveries").glob("*/*/*.csv"))
    assert len(files) > 10
    for file in files:
        register, table = file.stem.split("_", 1)
        model = raw_models()[register][table]
        assert words_in_file(file, recognise(file, model.to_schema().columns), Expected(model)) == {}, file


MODEL = raw_models()["dar"]["dodsarsak"]
LINES = csv_text(MODEL, [good_row(MODEL, number) for number in range(30)]).splitlines()


def changed(*lines: int, field: int, text: str) -> list[str]:
    new = list(LINES)
    for line in lines:
        fields = new[line - 1].split(";")
        fields[field] = text
        new[line - 1] = ";".join(fields)
    return new


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (
            changed(3, 5, field=2, text="Kari Nordmann"),
            "a person's name in dodsarsak_underliggende (lines 3, 5)",
        ),
        (
            changed(*range(3, 12), field=2, text="C34 ringte i går"),
            "free text in dodsarsak_underliggende (lines 3, 4, 5, 6, 7 and 4 more)",
        ),
        (changed(4, field=0, text='"Nordmann; Kari"'), "a person's name in lopenr (line 4)"),
        (changed(4, field=1, text='"se\nstuegang, rom tre"'), "free text in dodsdato (line 4)"),
        ([*LINES, LINES[1] + ";Ola Hansen"], "a person's name in no column of the header (line 32)"),
        ([*LINES, "tlf 91234567"], "a telephone number in no column of the header (line 32)"),
    ],
)
def test_it_is_said_where(given, says, tmp_path):
    delivery = write_delivery(
        tmp_path / "in", "dar", "dar-1", {"dodsarsak": "\n".join(given) + "\n"},
        file_stated={"rows": len(given) - 1},
    )  # fmt: skip
    problem = refused(tmp_path, delivery)
    assert problem == f"{delivery / 'dar_dodsarsak.csv'}: found what reads as {says}{WHOLE}"


def test_in_windows_1252_too(tmp_path):
    text = "\n".join(changed(3, field=2, text="Åse Ødegård")) + "\n"
    problem = refused(tmp_path, delivered(tmp_path, "dar", "dodsarsak", text.encode("cp1252")))
    assert "a person's name in dodsarsak_underliggende (line 3)" in problem


@pytest.mark.parametrize(
    "name",
    [
        "navn",
        "Fornavn",
        "etternavn",
        "pasient_navn",
        "adresse",
        "fritekst",
        "MERKNAD",
        "telefon",
        "epost",
        "e-post",
    ],
)
def test_a_column_of_persons_stops_it_by_its_name(name, tmp_path):
    text = "\n".join([f"{LINES[0]};{name}", *(f"{line};" for line in LINES[1:])]) + "\n"
    problem = refused(tmp_path, delivered(tmp_path, "dar", "dodsarsak", text))
    assert (
        "line 1: found a column for persons' names, addresses or free text, by its name (column 11)"
        in problem
    )


def test_a_name_among_the_column_names_is_not_shown():
    columns = list(MODEL.to_schema().columns)
    for name in ("Kari Nordmann", "Kari_Nordmann", "ringte i går"):
        problem = header_problem([*columns, name], columns)
        assert "unknown column whose name reads as words" in problem and "Nord" not in problem
    assert "unknown column ny_kode_for" in header_problem([*columns, "ny_kode_for"], columns)


def test_a_delivery_with_words_in_two_files_is_refused_for_both(tmp_path):
    files = {table: planted("nornmd", table)[0] for table in ("behandling", "pasient")}
    write_delivery(tmp_path / "in", "nornmd", "nornmd-1", files)
    (report,) = load_all(tmp_path / "in", tmp_path / "home", lambda line: None)
    assert ["behandling.csv" in line or "pasient.csv" in line for line in report.problems] == [True, True]


def test_dirt_goes_where_it_went(tmp_path):
    delivered(tmp_path, "dar", "dodsarsak", "\n".join(changed(3, field=2, text="IKKE UTFØRT")) + "\n")
    (report,) = load_all(tmp_path / "in", tmp_path / "home", lambda line: None)
    assert (report.status, report.n_quarantined) == ("loaded", 1)
    store = tmp_path / "home" / "raw" / "dar" / "dar-1.duckdb"
    assert query(store, "select source_line, rule from quarantine") == [
        (3, "dodsarsak_underliggende.str_matches")
    ]
