"""A sheet: planted faults stand on the lines the list of faults says."""

import datetime

import numpy as np
import polars as pl

from sample_data.generator.deliveries import write_delivery
from sample_data.generator.sheets import as_text, open_sheet, other_date_form
from sample_data.generator.timeline import DAY_FIRST, DECIMAL_POINT, WINDOWS, Delivery

RNG = 5


def delivery(style=DECIMAL_POINT) -> Delivery:
    return Delivery("inspire", "test", "snapshot", "2024-01-01", "2024-12-31", "2025-02-01", style)


def frame(rows: int) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "lopenr": [f"S{100_000_000 + number}" for number in range(rows)],
            "rad_id": [f"R{number}" for number in range(rows)],
            "kjonn": [1 + number % 2 for number in range(rows)],
            "navn": ["Kur måned 1"] * rows,
        }
    )


def written(tmp_path, plant, rows: int = 20, style=DECIMAL_POINT) -> tuple[list[str], pl.DataFrame, str]:
    sheet = open_sheet("legemiddelbehandling", ("rad_id",), frame(rows), delivery(style))
    plant(sheet, np.random.default_rng(RNG))
    columns = ["lopenr", "rad_id", "kjonn", "navn", "tom"]
    faults = write_delivery(tmp_path, delivery(style), [sheet], {"legemiddelbehandling": columns})
    folder = tmp_path / "inspire" / "test"
    content = (folder / "inspire_legemiddelbehandling.csv").read_bytes()
    lines = content.decode("cp1252" if style == WINDOWS else "utf-8-sig").splitlines()
    manifest = (folder / "manifest.yaml").read_text(encoding="utf-8")
    return lines, faults.filter(pl.col("line") > 0), manifest


def test_a_duplicate_is_the_line_after_its_original(tmp_path):
    lines, faults, _ = written(tmp_path, lambda sheet, rng: sheet.duplicate(rng, 3))
    assert faults["fault"].to_list() == ["exact_duplicate"] * 3
    for line in faults["line"]:
        assert lines[line - 1] == lines[line - 2]


def test_a_junk_row_has_the_bad_value_and_a_key_of_its_own(tmp_path):
    lines, faults, _ = written(
        tmp_path, lambda sheet, rng: sheet.junk(rng, "kjonn", "3", "impossible_sex", 2)
    )
    keys = [line.split(";")[1] for line in lines]
    assert len(set(keys)) == len(keys)
    for line in faults["line"]:
        assert lines[line - 1].split(";")[2] == "3"
    assert faults["expected"].unique().to_list() == ["quarantine"]


def test_broken_lines_have_a_field_too_few_and_one_too_many(tmp_path):
    lines, faults, manifest = written(tmp_path, lambda sheet, rng: sheet.break_lines(rng))
    fields = {row["fault"]: len(lines[row["line"] - 1].split(";")) for row in faults.to_dicts()}
    assert fields == {"missing_field": 4, "extra_field": 6}
    assert f"rows: {len(lines) - 1}}}" in manifest


def test_a_rewritten_value_is_noted_only_where_the_text_changed(tmp_path):
    def plant(sheet, rng):
        sheet.rewrite(rng, 1.0, "navn", pl.col("navn").str.to_lowercase(), "lower_case_code")
        sheet.rewrite(rng, 1.0, "navn", pl.col("navn").str.to_lowercase(), "again")

    lines, faults, _ = written(tmp_path, plant, style=WINDOWS)
    assert faults["fault"].unique().to_list() == ["lower_case_code"]
    assert faults.height == 20 and "kur måned 1" in lines[1]


def test_text_follows_the_style_of_the_delivery():
    values = pl.DataFrame({"dato": [datetime.date(2024, 3, 9)], "dose": [1234.5], "tom": [None], "_day": [1]})
    assert as_text(values, delivery(DAY_FIRST)).row(0) == ("09.03.2024", "1234,5", "", 1)
    assert as_text(values, delivery(DECIMAL_POINT)).row(0) == ("2024-03-09", "1234.5", "", 1)


def test_the_other_form_of_a_date():
    iso, norwegian = pl.DataFrame({"d": ["2024-03-09"]}), pl.DataFrame({"d": ["09.03.2024"]})
    assert iso.select(other_date_form("d", day_first=False)).item() == "09.03.2024"
    assert norwegian.select(other_date_form("d", day_first=True)).item() == "2024-03-09"
