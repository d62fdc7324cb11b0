"""How many of those NPR shows the other registers of the sample hold, counted from the files themselves."""

import csv
from collections import defaultdict
from pathlib import Path

SAMPLE = Path(__file__).parents[3] / "sample_data" / "deliveries"
LAST_CLOSED_YEAR = 2025
NPR_DRUG_FIELDS = ("atc_1", "ncmp_2")


def rows(register: str, table: str):
    for path in sorted((SAMPLE / register).glob(f"*/{register}_{table}.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file, delimiter=";"):
                # A broken line has fields too many or too few; it is not anybody's record.
                if None not in row and None not in row.values():
                    yield row


def persons_of(register: str, table: str) -> set[str]:
    return {row["lopenr"] for row in rows(register, table)}


def with_drug_in_npr(atc: str) -> set[str]:
    return {row["lopenr"] for row in rows("npr", "episode") if atc in {row[name] for name in NPR_DRUG_FIELDS}}


def with_disease_in_npr(code: str) -> set[str]:
    """Persons with the main condition on two different days, of the years the cancer register has closed."""
    days = defaultdict(set)
    for row in rows("npr", "episode"):
        is_closed = row["aar"].isdigit() and int(row["aar"]) <= LAST_CLOSED_YEAR
        if is_closed and row["tilstand_1_1"].replace(".", "").upper().startswith(code):
            days[row["lopenr"]].add(row["inndato"])
    return {person for person, seen in days.items() if len(seen) >= 2}


def share_held(shown: set[str], held: set[str]) -> float:
    return len(shown & held) / len(shown)


def test_the_neuromuscular_register_has_about_sixty_of_a_hundred_treated():
    shown = with_drug_in_npr("M09AX07")
    assert len(shown) > 80
    assert 0.5 <= share_held(shown, persons_of("nornmd", "behandling")) <= 0.66


def test_the_neuromuscular_register_has_fewer_of_all_with_the_disease():
    shown = with_disease_in_npr("G12")
    held = share_held(shown, persons_of("nornmd", "pasient"))
    assert 0.4 <= held <= 0.6
    assert held < share_held(with_drug_in_npr("M09AX07"), persons_of("nornmd", "behandling"))


def test_the_cancer_register_has_about_nine_of_ten_with_lung_cancer():
    shown = with_disease_in_npr("C34")
    assert len(shown) > 600
    lung = {
        row["lopenr"]
        for row in rows("kreftregisteret", "tilfelle")
        if row["icd10"].replace(".", "").upper().startswith("C34")
    }
    assert 0.87 <= share_held(shown, lung) <= 0.93
