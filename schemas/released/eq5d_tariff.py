"""released.eq5d_tariff: which tariffs the EQ-5D indices were computed with."""

import ibis.expr.datatypes as dt

from schemas.reference.eq5d_tariff import POPULATIONS
from schemas.table import Table, column


class Eq5DTariff(Table):
    """One row per tariff that an agreement names, and origin of its numbers. Nothing here is of persons."""

    data_cut: dt.date = column(
        "Data cut: deliveries received by this date", "Datauttrekk: leveranser til og med"
    )
    tariff: dt.string = column("Name of the tariff", "Navnet på tariffen")
    population: dt.string = column("Whom it is for", "Hvem den er for", isin=POPULATIONS)
    origin: dt.string = column("Where its numbers come from", "Hvor tallene kommer fra")

    class Config:
        unique = ["data_cut", "tariff", "population", "origin"]
