"""agreement.data_source: the registers an agreement rests on, for what, and who answers for them."""

import ibis.expr.datatypes as dt

from schemas.table import Table, column

REGISTERS = ("kreftregisteret", "inspire", "npr", "folkeregisteret", "dar", "prom", "nornmd")
PURPOSES = (
    "treatment",
    "eligibility",
    "vital_status",
    "cause_of_death",
    "hospital_cost",
    "patient_reported",
)


class DataSource(Table):
    """One row per agreement, register and purpose."""

    agreement_id: dt.string = column("Agreement", "Avtale", str_matches=r"^EX\d{3}$")
    register: dt.string = column("Register", "Register", isin=list(REGISTERS))
    responsible: dt.string = column("Who answers for the delivery", "Hvem som svarer for leveransen")
    purpose: dt.string = column(
        "What the register is used for", "Hva registeret brukes til", isin=list(PURPOSES)
    )

    class Config:
        unique = ["agreement_id", "register", "purpose"]
