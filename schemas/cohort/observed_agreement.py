"""cohort.observed_agreement: whether the registers that an agreement rests on have delivered at all."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.table import Table, column


class ObservedAgreement(Table):
    """One row per agreement in force.

    Where the treatment's register has delivered nothing, nobody is known to be treated: that is unknown, not
    zero, and no result counts persons. Where the disease's register has delivered nothing, nobody untreated
    is known, and uptake has no number.
    """

    agreement_id: dt.string = agreement_id()
    has_treatment: dt.boolean = column(
        "The register of the agreement's source of treatment has delivered",
        "Registeret for avtalens kilde til behandling har levert",
    )
    has_disease: dt.boolean = column(
        "The register that is asked what disease a person has, has delivered",
        "Registeret som spørres om hvilken sykdom en person har, har levert",
    )

    class Config:
        unique = ["agreement_id"]
