"""cohort.disease_register: which disease register each agreement asks."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.cohort.disease import DISEASE_REGISTERS
from schemas.table import Table, column


class DiseaseRegister(Table):
    """One row per agreement in force: the register that is asked what disease a person has.

    The agreement's diagnosis codes decide: Kreftregisteret for neoplasms (ICD-10 C and D) and where no code
    is named, the rare-disease register for everything else.
    """

    agreement_id: dt.string = agreement_id()
    register: dt.string = column("Register that is asked", "Registeret som spørres", isin=DISEASE_REGISTERS)
    names_diagnosis: dt.boolean = column(
        "The agreement names diagnosis codes; where it does not, every disease may be the one",
        "Avtalen nevner diagnosekoder; der den ikke gjør det, kan enhver sykdom være den",
    )
    complete_to: dt.date = column(
        "Last date to which the register is complete; empty when nothing has been delivered",
        "Siste dato registeret er komplett til; tomt når ingenting er levert",
        nullable=True,
    )

    class Config:
        unique = ["agreement_id"]
