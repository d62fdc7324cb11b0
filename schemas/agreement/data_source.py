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
    "hospital_contacts",
    "response",
    "patient_reported",
)
CADENCES = ("month", "quarter", "third", "half_year", "year")
"""How often a register delivers: the length of the period that one delivery completes."""

USUAL_DELIVERY = {
    "kreftregisteret": ("year", 165),
    "inspire": ("quarter", 72),
    "npr": ("third", 50),
    "folkeregisteret": ("half_year", 20),
    "dar": ("year", 160),
    "prom": ("year", 60),
    "nornmd": ("half_year", 45),
}
"""Cadence and lead time (days) of each register where an agreement does not state its own."""


class DataSource(Table):
    """One row per agreement, register and purpose."""

    agreement_id: dt.string = column("Agreement", "Avtale", str_matches=r"^EX\d{3}$")
    register: dt.string = column("Register", "Register", isin=list(REGISTERS))
    responsible: dt.string = column("Who answers for the delivery", "Hvem som svarer for leveransen")
    purpose: dt.string = column(
        "What the register is used for", "Hva registeret brukes til", isin=list(PURPOSES)
    )
    cadence: dt.string = column(
        "Period that each delivery completes", "Perioden hver leveranse gjør ferdig", isin=list(CADENCES)
    )
    lead_days: dt.int32 = column(
        "Days agreed from the end of a period to its delivery",
        "Avtalte dager fra slutten av en periode til leveransen",
        unit="days",
        ge=0,
    )

    class Config:
        unique = ["agreement_id", "register", "purpose"]
