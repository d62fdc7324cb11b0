"""agreement.comparator_covariate: what two groups are made alike in before they are compared."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id, comparator_id
from schemas.table import Table, column

COVARIATES = ("age", "sex", "region", "time_since_diagnosis", "spread_at_diagnosis", "earlier_lines")
"""What is known of a person on or before the first dose, in every register the groups come from."""


class ComparatorCovariate(Table):
    """One row per agreement, comparator and covariate."""

    agreement_id: dt.string = agreement_id()
    comparator_id: dt.string = comparator_id()
    covariate: dt.string = column(
        "What is adjusted for, known on or before the first dose",
        "Det det justeres for, kjent ved eller før første dose",
        isin=list(COVARIATES),
    )
    position: dt.int32 = column("Place in the agreement file, from 1", "Plass i avtalefilen, fra 1", ge=1)

    class Config:
        unique = ["agreement_id", "comparator_id", "covariate"]
