"""cohort.treatment_history: earlier lines of treatment, and whether their absence would mean anything."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.shared_columns import person_id
from schemas.table import Table, column


class TreatmentHistory(Table):
    """One row per agreement and assessed person.

    Earlier lines are the recorded lines before the index line; of the untreated, those begun before the day
    the person is judged. Lines that ended before the agreement's disease was diagnosed were given for
    something else and do not count.

    No record means no line only where every source of cancer drugs covers the person from the diagnosis on:
    hospitals of the region that treats and of the region of residence, and H-resept; the quality register,
    from inclusion on, where the agreement rests on it. A region that is not known is not covered.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    n_earlier_lines: dt.int32 = column(
        "Recorded lines since the diagnosis and before the index line, or before the untreated are judged",
        "Registrerte linjer etter diagnosen og før indekslinjen (ubehandlede: før de vurderes)",
        unit="lines",
        ge=0,
    )
    covered_from_date: dt.date = column(
        "First day from which all these sources cover the person without a break; empty where one never does",
        "Første dag alle disse kildene dekker personen sammenhengende fra; tomt der en av dem aldri gjør det",
        nullable=True,
    )
    disease_from_date: dt.date = column(
        "First diagnosis of the agreement's disease; empty where none is registered or its date is not known",
        "Første diagnose av avtalens sykdom; tomt der ingen er registrert eller datoen ikke er kjent",
        nullable=True,
    )
    is_complete: dt.boolean = column(
        "The sources cover the person from the diagnosis on: what is not recorded was not given",
        "Kildene dekker personen fra diagnosen: det som ikke er registrert, er ikke gitt",
    )

    class Config:
        unique = ["agreement_id", "person_id"]
