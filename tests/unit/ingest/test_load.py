"""Loading: once, all or nothing, every line accounted for, and nobody else can read it."""

import hashlib
import io
import re
import stat

import duckdb
import pytest
import yaml

from pipelines.ingest import format as file_format
from pipelines.ingest import load as loading
from pipelines.ingest.check import check_delivery
from pipelines.ingest.load import DeliveryRefused, load_all, load_delivery
from pipelines.ingest.raw_tables import raw_models
from tests.support.delivery import csv_text, load, query, write_delivery
from tests.support.violating_rows import good_row

MODEL = raw_models()["folkeregisteret"]["person"]
LINES = csv_text(MODEL, [good_row(MODEL, number) for number in range(6)]).splitlines()
STORED = "select lopenr, source_line from folkeregisteret_person order by source_line"


def file_of(*lines: str, end: str = "\n") -> str:
    return end.join(lines) + end


def person(number: int) -> str:
    return f"S{number:09d}"


def test_loaded_once_and_the_same_content_again_is_left_alone(tmp_path):
    path = write_delivery(tmp_path / "in", "folkeregisteret", "f-1", {"person": file_of(*LINES)})
    first = load_delivery(path, tmp_path / "home")
    store = tmp_path / "home/raw/folkeregisteret/f-1.duckdb"
    before = store.read_bytes()

    second = load_delivery(path, tmp_path / "home")

    assert (first.status, second.status) == ("loaded", "already_loaded")
    assert store.read_bytes() == before
    assert query(store, "select n_rows, n_loaded, n_quarantined from delivery") == [(6, 6, 0)]


def test_the_same_id_with_other_content_is_refused(tmp_path):
    for folder, lines in (("first", LINES), ("second", LINES[:-1])):
        write_delivery(tmp_path / folder, "folkeregisteret", "f-1", {"person": file_of(*lines)})
    load_delivery(tmp_path / "first/folkeregisteret/f-1", tmp_path / "home")
    store = tmp_path / "home/raw/folkeregisteret/f-1.duckdb"
    before = store.read_bytes()

    with pytest.raises(DeliveryRefused, match="found other content than was loaded before as f-1"):
        load_delivery(tmp_path / "second/folkeregisteret/f-1", tmp_path / "home")

    assert store.read_bytes() == before


def test_only_the_owner_can_read_the_store(tmp_path):
    store, _ = load(tmp_path, "folkeregisteret", {"person": file_of(*LINES)})
    assert stat.S_IMODE(store.stat().st_mode) == 0o600
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in (store.parent, store.parent.parent)} == {0o700}


def test_lines_of_another_length_are_held_and_all_others_keep_their_line_number(tmp_path):
    broken = [LINES[0], LINES[1] + ";x", LINES[2], LINES[3].rsplit(";", 1)[0], LINES[4], LINES[5]]
    store, report = load(tmp_path, "folkeregisteret", {"person": file_of(*broken)})

    assert query(store, STORED) == [(person(1), 3), (person(3), 5), (person(4), 6)]
    held = query(store, "select source_line, rule, raw_text, table_name from quarantine order by 1")
    assert held == [
        (2, "line.fields", broken[1], "folkeregisteret_person"),
        (4, "line.fields", broken[3], "folkeregisteret_person"),
    ]
    assert (report.n_loaded, report.n_quarantined) == (3, 2)


def test_blank_lines_and_line_breaks_in_quotes_do_not_shift_the_line_numbers(tmp_path):
    split = LINES[2].replace(";bosatt", ';"bosatt\n"')
    lines = [LINES[0], LINES[1], "", split, LINES[3] + ";x", LINES[4], LINES[5]]
    store, _ = load(tmp_path, "folkeregisteret", {"person": file_of(*lines)}, file_stated={"rows": 5})

    assert query(store, STORED) == [(person(0), 2), (person(3), 7), (person(4), 8)]
    assert query(store, "select source_line, rule, raw_text from quarantine order by 1") == [
        (4, "personstatus.isin", split),
        (6, "line.fields", lines[4]),
    ]


def test_a_row_that_breaks_several_rules_counts_once(tmp_path):
    row = good_row(MODEL, 9) | {"kjonn": 7, "fodselsmnd": 13}
    store, report = load(tmp_path, "folkeregisteret", {"person": csv_text(MODEL, [row])})
    assert (report.n_loaded, report.n_quarantined) == (0, 1)
    rules = query(store, "select column_name, rule from quarantine order by rule")
    assert rules == [("fodselsmnd", "fodselsmnd.le"), ("kjonn", "kjonn.isin")]


@pytest.mark.parametrize(
    "empty", ["", '""', "  ", '" "'], ids=["nothing", "quoted", "blanks", "quoted blank"]
)
def test_an_empty_field_is_missing_however_it_is_written(empty, tmp_path):
    row = LINES[1].replace(";bosatt", f";{empty}")
    store, _ = load(tmp_path, "folkeregisteret", {"person": file_of(LINES[0], row)})
    assert query(store, "select lopenr, personstatus from folkeregisteret_person") == [(person(0), None)]


def test_a_file_without_rows_is_loaded(tmp_path):
    store, report = load(tmp_path, "folkeregisteret", {"person": file_of(LINES[0])})
    assert (report.status, report.n_loaded, report.n_quarantined) == ("loaded", 0, 0)
    assert query(store, STORED) == []


def test_of_exact_duplicates_the_first_line_stays_and_of_contradictions_the_last(tmp_path):
    corrected = LINES[2].replace(";bosatt", ";inaktiv")
    worse = LINES[1].replace(";B;", ";X;")
    lines = [LINES[0], LINES[1], LINES[2], LINES[1], corrected, corrected, worse]
    store, _ = load(tmp_path, "folkeregisteret", {"person": file_of(*lines)})

    kept = query(store, "select lopenr, personstatus, source_line from folkeregisteret_person order by 1")
    assert kept == [(person(0), "bosatt", 2), (person(1), "inaktiv", 5)]
    assert query(store, "select source_line, rule from quarantine order by 1") == [
        (3, "key.unique"),
        (4, "key.unique"),
        (6, "key.unique"),
        (7, "status.isin"),
    ]


FORMATS = [
    ("utf-8", ";", "\n"),
    ("utf-8-sig", ";", "\r\n"),
    ("cp1252", ";", "\r\n"),
    ("utf-8-sig", ",", "\n"),
    ("cp1252", "\t", "\n"),
    ("utf-8", "|", "\r\n"),
]


@pytest.mark.parametrize(("codec", "delimiter", "end"), FORMATS)
def test_every_format_gives_the_same_rows_and_is_declared(codec, delimiter, end, tmp_path):
    model = raw_models()["inspire"]["hresept"]
    rows = [good_row(model, number) | {"resepttype": "blå"} for number in (1, 2)]
    content = csv_text(model, rows, delimiter).replace("\n", end).encode(codec)
    store, _ = load(tmp_path, "inspire", {"hresept": content})

    assert query(
        store, "select hreseptid_lnr, resepttype, antall_pakn::text, source_line from inspire_hresept"
    ) == [
        ("1", "blå", "1.000", 2),
        ("2", "blå", "2.000", 3),
    ]
    met = query(store, "select encoding, has_bom, delimiter, line_end from delivery_file")
    assert met == [
        (
            "Windows-1252" if codec == "cp1252" else "UTF-8",
            codec == "utf-8-sig",
            delimiter,
            "CRLF" if end == "\r\n" else "LF",
        )
    ]


@pytest.mark.parametrize(
    ("number", "n_with_comma", "n_with_point"), [("12,5", 2, 0), ("12.5", 0, 2)], ids=["comma", "point"]
)
def test_both_forms_of_dates_and_numbers_are_read_and_declared(number, n_with_comma, n_with_point, tmp_path):
    forms = [("2024-01-15", number), ("15.01.2024", number), (" 15.01.2024 ", "12")]
    store, _ = load(tmp_path, "nornmd", {"behandling": treatments(forms)})

    stored = query(store, "select dato::text, dose_gitt::text from nornmd_behandling order by source_line")
    assert stored == [("2024-01-15", "12.5000"), ("2024-01-15", "12.5000"), ("2024-01-15", "12.0000")]
    met = query(
        store,
        "select n_rows_iso_date, n_rows_dotted_date, n_rows_decimal_comma, n_rows_decimal_point, has_padding "
        "from delivery_file",
    )
    assert met == [(1, 2, n_with_comma, n_with_point, True)]


def test_numbers_with_points_among_others_with_commas_are_told_of(tmp_path):
    """1.234 may be a thousand and more: nobody is given a thousandth of a dose unseen."""
    forms = [("2024-01-15", "12,5"), ("2024-01-15", "1.234"), ("2024-01-15", "12")]
    write_delivery(tmp_path / "in", "nornmd", "n-1", {"behandling": treatments(forms)})
    said: list[str] = []
    load_all(tmp_path / "in", tmp_path / "home", said.append)
    assert said == [
        "nornmd/n-1: 3 rows loaded, 0 in quarantine",
        "nornmd/n-1: warning: nornmd_behandling.csv: found numbers with a point on 1 of 3 lines, read as "
        "decimal points, and on others with a decimal comma; expected one decimal sign in a file and nothing "
        "between thousands",
    ]


def treatments(forms: list[tuple[str, str]]) -> str:
    """A line for each date and dose."""
    model = raw_models()["nornmd"]["behandling"]
    rows = [good_row(model, n) | {"dato": day, "dose_gitt": dose} for n, (day, dose) in enumerate(forms)]
    return csv_text(model, rows)


def parquet_delivery(folder, rows, selected="select *"):
    """The rows as a Parquet file; `selected` adds columns."""
    path = write_delivery(folder, "folkeregisteret", "f-1", {"person": csv_text(MODEL, rows)})
    csv_file, parquet = path / "folkeregisteret_person.csv", path / "folkeregisteret_person.parquet"
    duckdb.execute(f"copy ({selected} from read_csv('{csv_file}')) to '{parquet}' (format parquet)")
    csv_file.unlink()
    manifest = path / "manifest.yaml"
    content = manifest.read_text().replace("person.csv", "person.parquet")
    new_hash = hashlib.sha256(parquet.read_bytes()).hexdigest()
    manifest.write_text(re.sub("sha256: .*", f"sha256: {new_hash}", content))
    return path


BLANKS = (" ", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", "\N{IDEOGRAPHIC SPACE}")


@pytest.mark.parametrize("blank", BLANKS)
def test_blanks_around_values_are_none_of_theirs_even_at_the_end_of_the_file(blank, tmp_path):
    model = raw_models()["nornmd"]["behandling"]
    rows = [good_row(model, 0) | {"lopenr": f"{blank}S000000001{blank}"}, good_row(model, 1) | {"sh_reg": 7}]
    content = csv_text(model, rows).rstrip("\n") + blank
    store, report = load(tmp_path, "nornmd", {"behandling": content})
    assert report.n_quarantined == 0
    assert query(store, "select lopenr from nornmd_behandling where source_line = 2") == [("S000000001",)]
    assert query(store, "select sh_reg from nornmd_behandling where source_line = 3") == [(7,)]


def test_a_space_at_the_very_end_alone_does_not_cost_the_value(tmp_path):
    model = raw_models()["nornmd"]["behandling"]
    content = csv_text(model, [good_row(model, 0) | {"sh_reg": 7}]).rstrip("\n") + " "
    store, _ = load(tmp_path, "nornmd", {"behandling": content})
    assert query(store, "select sh_reg from nornmd_behandling") == [(7,)]


def test_a_value_that_is_lost_in_one_reading_and_found_in_another_is_held(tmp_path, monkeypatch):
    monkeypatch.setattr(file_format, "_may_be_padded", lambda text: False)
    model = raw_models()["nornmd"]["behandling"]
    content = csv_text(model, [good_row(model, 0) | {"dose_gitt": " 7"}, good_row(model, 1)])
    store, report = load(tmp_path, "nornmd", {"behandling": content})
    assert (report.n_loaded, report.n_quarantined) == (1, 1)
    assert query(store, "select source_line, rule from quarantine") == [(2, "line.unreadable")]


def test_a_file_of_two_encodings_is_refused(tmp_path):
    model = raw_models()["inspire"]["legemiddelbehandling"]
    names = ("Kur Å", "Kur Ø")
    lines = csv_text(model, [good_row(model, n) | {"kur_navn": name} for n, name in enumerate(names)])
    first, second, third = lines.splitlines(keepends=True)
    content = (first + second).encode() + third.encode("cp1252")
    said = "line 3: found bytes that are not UTF-8, and on line 2 letters that are; expected one encoding"
    with pytest.raises(DeliveryRefused, match=said):
        load(tmp_path, "inspire", {"legemiddelbehandling": content})


def test_a_parquet_file_with_a_damaged_page_is_one_message_and_stops_no_other(tmp_path):
    rows = [good_row(MODEL, number) for number in range(300)]
    path = parquet_delivery(tmp_path / "in", rows)
    file, manifest = path / "folkeregisteret_person.parquet", path / "manifest.yaml"
    content = bytearray(file.read_bytes())
    content[60:90] = bytes(range(200, 230))
    file.write_bytes(content)
    manifest.write_text(
        re.sub("sha256: .*", f"sha256: {hashlib.sha256(content).hexdigest()}", manifest.read_text())
    )
    write_delivery(tmp_path / "in", "folkeregisteret", "f-2", {"person": file_of(*LINES)})
    refused, loaded = load_all(tmp_path / "in", tmp_path / "home", lambda line: None)
    assert (refused.status, loaded.status) == ("refused", "loaded")
    (problem,) = refused.problems
    assert problem == check_delivery(path)[0]
    assert problem.startswith(f"{file}: found content that the reader cannot take apart (")
    assert problem.endswith("); expected parquet") and "S0000" not in problem


@pytest.mark.parametrize(
    ("added", "said"),
    [
        ("{'navn': 'Kari Nordmann'} as felt", "lists, structures or bytes in column 11; expected text"),
        ("['Kari Nordmann'] as felt", "lists, structures or bytes in column 11; expected text"),
        ("encode('Bjørg') as felt", "lists, structures or bytes in column 11; expected text"),
        ("7 as file_row_number", "found a column file_row_number; expected another name"),
    ],
)
def test_of_a_parquet_file_only_single_values_are_read(added, said, tmp_path):
    path = parquet_delivery(tmp_path / "in", [good_row(MODEL, 0)], f"select *, {added}")
    (problem,) = check_delivery(path)
    assert said in problem and "Nordmann" not in problem
    with pytest.raises(DeliveryRefused, match=re.escape(said)):
        load_delivery(path, tmp_path / "home")


def test_parquet_is_held_to_the_same_rules(tmp_path):
    rows = [good_row(MODEL, 0), good_row(MODEL, 1) | {"kjonn": 7}, good_row(MODEL, 2)]
    path = parquet_delivery(tmp_path / "in", rows)

    report = load_delivery(path, tmp_path / "home")

    store = tmp_path / "home/raw/folkeregisteret/f-1.duckdb"
    assert (report.n_loaded, report.n_quarantined) == (2, 1)
    assert query(store, STORED) == [(person(0), 2), (person(2), 4)]
    assert query(store, "select source_line, rule from quarantine") == [(3, "kjonn.isin")]


def test_what_quarantine_lets_through_stops_at_the_pandera_gate(tmp_path, monkeypatch):
    # A quarantine that finds nothing stands for a rule that the SQL misses and pandera knows.
    def blind(connection, source, catalog, table, delivery_id, broken_lines):
        connection.execute(f"alter table {catalog}.{table} drop column is_untyped")
        return 0

    monkeypatch.setattr(loading, "quarantine", blind)
    row = good_row(MODEL, 9) | {"kjonn": 7, "status": None}
    with pytest.raises(DeliveryRefused) as refused:
        load(tmp_path, "folkeregisteret", {"person": csv_text(MODEL, [row, row])})
    message = str(refused.value)
    assert "kjonn: isin" in message
    assert "status: not_nullable" in message
    assert "multiple_fields_uniqueness" in message
    assert person(9) not in message
    assert [path.name for path in (tmp_path / "home/raw/folkeregisteret").iterdir()] == ["lock"]


def test_counts_that_do_not_add_up_stop_the_load(tmp_path, monkeypatch):
    real = loading.quarantine
    monkeypatch.setattr(loading, "quarantine", lambda *arguments: real(*arguments) + 1)
    with pytest.raises(
        DeliveryRefused, match="found 5 good rows and 1 for quarantine; expected them to add up to the 5"
    ):
        load(tmp_path, "folkeregisteret", {"person": file_of(*LINES[:-1])})
    assert [path.name for path in (tmp_path / "home/raw/folkeregisteret").iterdir()] == ["lock"]


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
@pytest.mark.parametrize("name", ["in[1]", "in*", "i'n %20"])
def test_a_folder_whose_name_reads_as_a_pattern_is_read_and_no_other(name, suffix, tmp_path):
    for folder, lines in (("in1", LINES[4:6]), (name, LINES[1:3])):
        text = file_of(LINES[0], *lines)
        path = write_delivery(tmp_path / folder, "folkeregisteret", "f-1", {"person": text})
        if suffix == "parquet":
            in_parquet(path)
    home = tmp_path / f"home {name}"
    load_delivery(path, home)
    assert query(home / "raw/folkeregisteret/f-1.duckdb", STORED) == [(person(0), 2), (person(1), 3)]


def in_parquet(path):
    """The same delivery, its file in Parquet."""
    (csv,) = path.glob("*.csv")
    rows = duckdb.read_csv(io.BytesIO(csv.read_bytes()), all_varchar=True, sep=";")
    rows.write_parquet(str(csv.with_suffix(".parquet")))
    csv.unlink()
    stated = yaml.safe_load((path / "manifest.yaml").read_text(encoding="utf-8"))
    sha256 = hashlib.sha256(csv.with_suffix(".parquet").read_bytes()).hexdigest()
    stated["files"][0] |= {"name": csv.with_suffix(".parquet").name, "sha256": sha256}
    (path / "manifest.yaml").write_text(yaml.safe_dump(stated), encoding="utf-8")
