"""agreement.comparator: what the observed outcomes are compared with."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id, comparator_id
from schemas.table import Table, column

PUBLISHED = ("published_trial", "published_register")
FROM_REGISTERS = ("historical_register", "standard_care")
KINDS = PUBLISHED + FROM_REGISTERS


class Comparator(Table):
    """One row per agreement and comparator. None is randomised against the patients in the registers.

    Published ones may have numbers in `agreement.published_value`; those from the registers may be a cohort
    in `agreement.comparator_cohort`. What has neither is described, and nothing is computed.
    """

    agreement_id: dt.string = agreement_id()
    comparator_id: dt.string = comparator_id()
    kind: dt.string = column("Kind of comparator", "Type sammenligning", isin=list(KINDS))
    description_english: dt.string = column("What it is, in English", "Hva det er, på engelsk")
    description_norwegian: dt.string = column("What it is, in Norwegian", "Hva det er, på norsk")
    source: dt.string = column("Where it comes from", "Hvor det kommer fra", nullable=True)
    is_invented: dt.boolean = column(
        "True if it is invented for the example", "Sann hvis det er funnet på for eksemplet"
    )

    class Config:
        unique = ["agreement_id", "comparator_id"]
