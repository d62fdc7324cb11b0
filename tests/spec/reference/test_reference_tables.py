"""The committed reference tables hold what the rules that read them need."""

import csv

import pytest

from pipelines.file_tables import frame_of
from pipelines.tables import REPOSITORY, all_tables
from schemas.reference.code_list import COMPLICATIONS

SAMPLE = REPOSITORY / "sample_data"


def rows(table: str) -> list[dict[str, str | None]]:
    return frame_of(
        all_tables()[f"reference.{table}"], SAMPLE / "agreements", SAMPLE / "reference"
    ).to_dicts()


@pytest.mark.parametrize(
    ("county", "region"),
    [
        ("03", "7"), ("31", "7"), ("32", "7"), ("33", "7"), ("34", "7"), ("39", "7"), ("40", "7"), ("42", "7"),
        ("11", "3"), ("46", "3"), ("15", "4"), ("50", "4"), ("18", "5"), ("55", "5"), ("56", "5"),
        ("30", "7"), ("38", "7"), ("54", "5"), ("12", "3"), ("14", "3"), ("16", "4"), ("17", "4"), ("20", "5"),
    ],
)  # fmt: skip
def test_counties_of_today_and_of_before_have_their_region(county, region):
    assert [row["region_code"] for row in rows("county_region") if row["county_code"] == county] == [region]


def test_counties_in_use_on_one_day_are_a_whole_country():
    def in_use(day: str) -> int:
        return sum(
            row["valid_from"] <= day and (row["valid_to"] is None or day <= row["valid_to"])
            for row in rows("county_region")
        )

    assert [in_use(day) for day in ("2017-06-01", "2019-06-01", "2022-06-01", "2024-06-01")] == [
        19,
        18,
        11,
        15,
    ]


def test_only_helse_nord_never_delivers_what_hospitals_give():
    hospital = {
        row["region_code"]: row["covers_from"]
        for row in rows("source_coverage")
        if row["source"] == "hospital"
    }
    assert hospital == {"3": "2008-01-01", "4": "2008-01-01", "5": None, "7": "2019-01-01"}


def test_codes_of_a_list_are_spelt_as_core_spells_them_and_none_begins_with_another():
    for one in rows("code_list"):
        assert one["code"] == one["code"].upper().replace(".", "").replace(" ", "")
        alike = [
            other["code"]
            for other in rows("code_list")
            if (other["list"], other["code_system"]) == (one["list"], one["code_system"])
            and other["code"].startswith(one["code"])
        ]
        assert alike == [one["code"]]


def test_codes_without_a_source_are_of_the_reserved_kind_or_said_to_be_unchecked():
    for row in rows("code_list"):
        assert row["origin"]
        assert "invented" not in row["origin"].lower() or row["code"].startswith("9Z")


def test_lists_of_complications_hold_conditions_and_say_that_nobody_checked_them():
    listed = [row for row in rows("code_list") if row["list"] in COMPLICATIONS]
    assert {row["list"] for row in listed} == set(COMPLICATIONS)
    assert {(row["code_system"], row["valid_from"]) for row in listed} == {("icd10", "2008-01-01")}
    assert all("unchecked" in row["origin"] for row in listed)


def test_files_end_every_line_alike():
    for path in (SAMPLE / "reference").glob("*.csv"):
        text = path.read_bytes()
        assert b"\r" not in text and text.endswith(b"\n"), path.name
        with path.open(encoding="utf-8", newline="") as lines:
            assert len({len(line) for line in csv.reader(lines)}) == 1, path.name
