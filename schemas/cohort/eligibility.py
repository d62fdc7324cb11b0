"""cohort.eligibility: inside or outside the indication, or not possible to say."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.shared_columns import person_id
from schemas.table import Table, column


class Eligibility(Table):
    """One row per agreement and assessed person.

    Kleene's logic over the criteria: any not met is outside; else any unknown is undetermined; else inside.
    Criteria that are alternatives count as one: met if any is met, not met if none is, else unknown.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    verdict: dt.string = column(
        "Inside or outside the indication, or undetermined",
        "Innenfor eller utenfor indikasjonen, eller uavklart",
        isin=("inside", "outside", "undetermined"),
    )
    n_not_met: dt.int32 = column("Criteria that are not met", "Kriterier som ikke er oppfylt", ge=0)
    n_unknown: dt.int32 = column("Criteria that are unknown", "Kriterier som er ukjente", ge=0)
    criterion_id: dt.string = column(
        "First criterion of the agreement file that is not met (outside) or unknown (undetermined)",
        "Første kriterium i avtalefilen som ikke er oppfylt (utenfor) eller er ukjent (uavklart)",
        nullable=True,
    )

    class Config:
        unique = ["agreement_id", "person_id"]
