"""cohort.uptake: who could have had each agreement's drug in its period, and who did."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.shared_columns import person_id, residence_region_code
from schemas.table import Table, column

UPTAKE = ("treated", "untreated", "not_known")


class Uptake(Table):
    """One row per agreement with a criterion on diagnosis, and assessed person inside or undetermined.

    Those who began treatment under the agreement, and those who looked eligible under it and have no dose
    in the source that the agreement rests on. Where a person lives whom that source is not delivered for,
    everybody is not known, the treated too: their untreated neighbours cannot be seen, and a share of the
    treated alone would be the whole. Not known, never untreated, is also who has the drug in another source
    or in NPR. Earlier starters are no part of it.

    A person judged less than 90 days before the source ends is left out, treated or not: the first dose
    of such a person may lie ahead. Where the agreement names no diagnosis nobody is known to be eligible
    and untreated, so there is no base to count.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    verdict: dt.string = column(
        "Inside the indication, or undetermined",
        "Innenfor indikasjonen, eller uavklart",
        isin=("inside", "undetermined"),
    )
    uptake: dt.string = column(
        "Treated under the agreement, untreated, or not known",
        "Behandlet under avtalen, ubehandlet eller ikke kjent",
        isin=UPTAKE,
    )
    judged_at_date: dt.date = column(
        "Day on which the person is judged: the first dose, or the first day of looking eligible in its"
        " period",
        "Dagen personen vurderes: første dose, eller første dag i perioden personen så ut til å oppfylle"
        " kriteriene",
    )
    region_code: dt.string = residence_region_code()

    class Config:
        unique = ["agreement_id", "person_id"]
