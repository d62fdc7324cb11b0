"""An invented life table, so that net survival of the sample can be shown: no country's.

Gompertz–Makeham mortality: at exact age x in calendar year y the hazard a year is
(constant + level · exp(growth · x)) · exp(-decline · (y - 2000)), and the probability of dying within a year
follows from its integral from x to x + 1. The parameters give life expectancies near those of the Nordic
countries, about 81 and 76 years in 2000. Infants and young men have no excess here, and no year is special.

`python -m sample_data.generator.life_table` writes `sample_data/reference/life_table.csv` again. Nothing in
the generator draws from it: deaths of the sample know no background mortality.
"""

from math import exp
from pathlib import Path

FILE = Path(__file__).parents[1] / "reference" / "life_table.csv"
YEARS = range(2000, 2031)
AGES = range(111)
ORIGIN = "Invented for the synthetic sample / Oppdiktet for det syntetiske eksemplet"
# Sex: constant, level, growth per year of age, decline per calendar year.
PARAMETERS = {"female": (2e-4, 6e-6, 0.113, 0.013), "male": (4e-4, 1.3e-5, 0.109, 0.019)}


def death_probability(sex: str, age_years: int, calendar_year: int) -> float:
    """Probability of dying between two birthdays."""
    constant, level, growth, decline = PARAMETERS[sex]
    hazard = constant + level * exp(growth * age_years) * (exp(growth) - 1) / growth
    return 1 - exp(-hazard * exp(-decline * (calendar_year - YEARS.start)))


def life_table_csv() -> str:
    """The whole file, probabilities with six decimals."""
    lines = ["sex,age_years,calendar_year,death_probability,origin"]
    for sex in PARAMETERS:
        for year in YEARS:
            for age in AGES:
                lines.append(f"{sex},{age},{year},{death_probability(sex, age, year):.6f},{ORIGIN}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    FILE.write_text(life_table_csv(), encoding="utf-8")
