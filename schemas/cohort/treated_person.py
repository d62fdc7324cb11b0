"""cohort.treated_person: everybody who was treated under each agreement, with time zero."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id, index_date
from schemas.shared_columns import hospital_id, person_id, region_code
from schemas.table import Table, column

PRIOR_USES = ("none", "unknown")


class TreatedPerson(Table):
    """One row per agreement and person with at least one recorded dose within the agreement's age scope.

    Time zero is the first dose ever recorded, also when it lies before the agreement: who started earlier
    is a group of its own and never becomes a new starter by a later dose. A person of unknown age is in
    scope. Proposals have no treated persons.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    first_dose_date: dt.date = column("First dose ever recorded", "Første registrerte dose noensinne")
    index_date: dt.date = index_date()
    evidence_until_date: dt.date = column(
        "Findings up to this date (first dose + 30 days) may tell who the person was at the first dose",
        "Funn til og med denne datoen (første dose + 30 dager) kan vise hvem personen var ved første dose",
    )
    starter: dt.string = column(
        "First dose on or after the start of the agreement, or earlier",
        "Første dose fra og med avtalens start, eller tidligere",
        isin=("new_starter", "earlier_starter"),
    )
    prior_use: dt.string = column(
        "Use before the first recorded dose: none, or unknown where the source does not cover the look-back",
        "Bruk før første registrerte dose: ingen, eller ukjent der kilden ikke dekker perioden bakover",
        isin=PRIOR_USES,
    )
    age_years: dt.float64 = column(
        "Age at the index date, from birth year and month, born on the 15th; whole years are exact",
        "Alder ved indeksdato, fra fødselsår og -måned, født den 15.; hele år er eksakte",
        unit="years",
        nullable=True,
        ge=0,
        le=130,
    )
    sex: dt.string = column("Sex as registered", "Registrert kjønn", isin=("female", "male", "unknown"))
    hospital_id: dt.string = hospital_id()
    region_code: dt.string = region_code()

    class Config:
        unique = ["agreement_id", "person_id"]
