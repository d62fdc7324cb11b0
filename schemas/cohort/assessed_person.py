"""cohort.assessed_person: everybody who is judged by the criteria of each agreement, treated or not."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.shared_columns import hospital_id, person_id, region_code
from schemas.table import Table, column


class AssessedPerson(Table):
    """One row per agreement and person to be judged: the treated, and those who looked eligible untreated.

    The treated are judged at their first dose. The others have a registered disease of the agreement's
    diagnosis and no dose in the source the agreement rests on. They are judged on the first day on which they
    looked eligible and could begin: when the disease was diagnosed, and every listed positive biomarker,
    course event and later spread that is reported had come. Who looked eligible before the agreement began
    is judged on its first day, unless known to have died or emigrated by then. The day must not come after
    that to which the disease register is complete, and the age on it must be within the agreement's scope.
    Who has several such diseases is judged at the first of which everything was found, else at the first.
    An agreement without a criterion on diagnosis has treated persons only.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    is_treated: dt.boolean = column(
        "At least one dose in the source that the agreement rests on",
        "Minst én dose i kilden avtalen bygger på",
    )
    judged_at_date: dt.date = column(
        "Day on which the person is judged: the first dose, or the first day of looking eligible in its"
        " period",
        "Dagen personen vurderes: første dose, eller første dag i perioden personen så ut til å oppfylle"
        " kriteriene",
    )
    evidence_until_date: dt.date = column(
        "Findings up to this date (30 days later) may tell who the person was on the day",
        "Funn til og med denne datoen (30 dager senere) kan vise hvem personen var den dagen",
    )
    age_years: dt.float64 = column(
        "Age on the day, from birth year and month, born on the 15th; whole years are exact",
        "Alder på dagen, fra fødselsår og -måned, født den 15.; hele år er eksakte",
        unit="years",
        nullable=True,
        ge=0,
        le=130,
    )
    sex: dt.string = column("Sex as registered", "Registrert kjønn", isin=("female", "male", "unknown"))
    hospital_id: dt.string = hospital_id()
    region_code: dt.string = region_code()
    starter: dt.string = column(
        "First dose on or after the start of the agreement, or earlier; empty for the untreated",
        "Første dose fra og med avtalens start, eller tidligere; tomt for ubehandlede",
        nullable=True,
        isin=("new_starter", "earlier_starter"),
    )

    class Config:
        unique = ["agreement_id", "person_id"]
