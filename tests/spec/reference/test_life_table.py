"""The committed life table is the invented one, made by its formula, and says so."""

import csv

from pipelines.tables import REPOSITORY
from sample_data.generator.life_table import ORIGIN, PARAMETERS, death_probability, life_table_csv

FILE = REPOSITORY / "sample_data" / "reference" / "life_table.csv"


def test_the_formula_makes_the_file_again():
    assert FILE.read_text(encoding="utf-8") == life_table_csv()
    assert FILE.stat().st_size < 1_000_000


def test_every_row_says_that_it_is_invented():
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert "Invented" in ORIGIN and "Oppdiktet" in ORIGIN
    assert len(rows) == 2 * 111 * 31
    assert {row["origin"] for row in rows} == {ORIGIN}


def test_people_die_more_when_old_when_male_and_in_earlier_years():
    assert death_probability("female", 70, 2020) > death_probability("female", 69, 2020)
    assert death_probability("male", 70, 2020) > death_probability("female", 70, 2020)
    assert death_probability("male", 70, 2020) > death_probability("male", 70, 2021)


def test_life_expectancy_is_like_that_of_the_nordic_countries():
    def expectancy_years(sex: str, year: int) -> float:
        alive, years = 1.0, 0.5
        for age in range(111):
            alive *= 1 - death_probability(sex, age, year)
            years += alive
        return years

    found = {(sex, year): round(expectancy_years(sex, year)) for sex in PARAMETERS for year in (2000, 2030)}
    assert found == {("female", 2000): 81, ("female", 2030): 85, ("male", 2000): 76, ("male", 2030): 82}
