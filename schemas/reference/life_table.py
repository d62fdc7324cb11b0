"""reference.life_table: how the general population dies."""

import ibis.expr.datatypes as dt

from schemas.table import Table, column


class LifeTable(Table):
    """One row per sex, age and calendar year.

    A country replaces the whole table with its own: every sex, age and year between the first and the last,
    without a hole. An open last age with probability 1 is left out. Persons outside the table are refused, so
    the years must reach from the first index date to the end of follow-up.
    """

    sex: dt.string = column("Sex", "Kjønn", isin=("female", "male"))
    age_years: dt.int32 = column(
        "Age at the last birthday", "Alder ved siste fødselsdag", unit="year", ge=0, le=130
    )
    calendar_year: dt.int32 = column("Calendar year", "Kalenderår", unit="year", ge=1900, le=2100)
    death_probability: dt.float64 = column(
        "Probability of dying within one year", "Sannsynlighet for å dø innen ett år", ge=0, lt=1
    )
    origin: dt.string = column("Where the number comes from", "Hvor tallet kommer fra")

    class Config:
        unique = ["sex", "age_years", "calendar_year"]
