"""outcome.net_survival_input: overall survival beside what a life table is asked with."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.shared_columns import person_id
from schemas.table import Table, column


class NetSurvivalInput(Table):
    """One row per agreement and new starter followed for overall survival.

    Earlier starters are not here: nobody of them is followed from the index date on, so survival since then
    cannot be compared with the general population's.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    sex: dt.string = column(
        "Registered sex; empty when not known",
        "Registrert kjønn; tomt når det er ukjent",
        nullable=True,
        isin=("female", "male"),
    )
    age_years: dt.float64 = column(
        "Age at the index date; empty when not known",
        "Alder på indeksdatoen; tom når den er ukjent",
        unit="year",
        nullable=True,
        ge=0,
    )
    index_date: dt.date = column("Date of first dose", "Dato for første dose")
    time_days: dt.int32 = column(
        "From index date to death or censoring", "Fra indeksdato til død eller sensurering", unit="days", ge=0
    )
    is_event: dt.boolean = column("Died (otherwise censored)", "Døde (ellers sensurert)")

    class Config:
        unique = ["agreement_id", "person_id"]
