"""result.coverage_place: where the hospitals lie that NPR shows the persons of an agreement at."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.cohort.coverage_person import DENOMINATORS
from schemas.table import Table, column


class CoveragePlace(Table):
    """One row per agreement, register, denominator, hospital and region of the persons NPR shows."""

    agreement_id: dt.string = agreement_id()
    register: dt.string = column("Register whose coverage it is", "Registeret dekningen gjelder")
    denominator: dt.string = column(
        "What NPR shows of the persons: the drug, or the diagnosis",
        "Hva NPR viser om personene: legemidlet eller diagnosen",
        isin=DENOMINATORS,
    )
    hospital: dt.string = column("Hospital, or unknown", "Sykehus, eller unknown")
    region: dt.string = column("Health region, or unknown", "Helseregion, eller unknown")

    class Config:
        unique = ["agreement_id", "register", "denominator", "hospital", "region"]
