"""agreement.complication: the complications of treatment that an agreement follows."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.reference.code_list import COMPLICATIONS as LISTED
from schemas.table import Table, column

HOSPITAL_ADMISSION = "hospital_admission"
COMPLICATIONS = (*LISTED, HOSPITAL_ADMISSION)


class Complication(Table):
    """One row per agreement and complication.

    A complication is a code list of `reference.code_list`, or an acute admission. One that is recorded within
    the look-back before the first dose was there already and is none of treatment.
    """

    agreement_id: dt.string = agreement_id()
    complication: dt.string = column("Complication", "Komplikasjon", isin=list(COMPLICATIONS))
    window_days: dt.int32 = column(
        "Days after the first dose within which it is counted, that day included",
        "Dager etter første dose der den telles, den siste dagen medregnet",
        unit="days",
        gt=0,
    )
    lookback_days: dt.int32 = column(
        "Days before the first dose that must be free of it; 0 where none need be",
        "Dager før første dose som må være fri for den; 0 der ingen må det",
        unit="days",
        ge=0,
    )
    source: dt.string = column("Where it comes from", "Hvor det kommer fra", nullable=True)
    is_invented: dt.boolean = column(
        "True if it is invented for the example", "Sann hvis det er funnet på for eksemplet"
    )

    class Config:
        unique = ["agreement_id", "complication"]
