"""released.life_table: which life table net survival was computed against."""

import ibis.expr.datatypes as dt

from schemas.table import Table, column


class LifeTable(Table):
    """One row per data cut and origin of the life table's numbers.

    Numbers of the general population, not of persons here: nothing is suppressed.
    """

    data_cut: dt.date = column(
        "Data cut: deliveries received by this date", "Datauttrekk: leveranser til og med"
    )
    origin: dt.string = column("Where the numbers come from", "Hvor tallene kommer fra")
    first_calendar_year: dt.int32 = column("First calendar year", "Første kalenderår", unit="year")
    last_calendar_year: dt.int32 = column("Last calendar year", "Siste kalenderår", unit="year")
    first_age_years: dt.int32 = column("Youngest age", "Laveste alder", unit="year")
    last_age_years: dt.int32 = column("Oldest age", "Høyeste alder", unit="year")

    class Config:
        unique = ["data_cut", "origin"]
