"""cohort.attrition_step: where each treated person leaves the flow, or that the person is analysed."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.shared_columns import person_id
from schemas.table import Table, column


class AttritionStep(Table):
    """One row per agreement and treated person: the one step at which the person's way ends."""

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    reason: dt.string = column(
        "First reason that applies, in the order of the steps",
        "Første grunn som gjelder, i trinnenes rekkefølge",
        isin=("earlier_starter", "outside", "undetermined", "inside"),
    )
    step_order: dt.int32 = column("Place of the step in the flow", "Trinnets plass i flyten", ge=1, le=4)
    criterion_id: dt.string = column(
        "Criterion that decides: the first of the agreement file that is not met (outside) or unknown"
        " (undetermined)",
        "Kriteriet som avgjør: det første i avtalefilen som ikke er oppfylt (utenfor) eller er ukjent"
        " (uavklart)",
        nullable=True,
    )

    class Config:
        unique = ["agreement_id", "person_id"]
