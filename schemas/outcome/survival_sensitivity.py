"""outcome.survival_sensitivity: overall survival under other demands on follow-up."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import END_OF_FOLLOW_UP, agreement_id
from schemas.shared_columns import person_id
from schemas.table import Table, column

SENSITIVITY_VARIANTS = (
    "minimum_follow_up_183", "minimum_follow_up_365", "earlier_end_183", "earlier_end_365", "landmark_183",
)  # fmt: skip


class SurvivalSensitivity(Table):
    """One row per agreement, definition and new starter that the definition counts.

    `minimum_follow_up_N`: only those who could have been followed for N days when the source ends, dead or
    alive. `earlier_end_N`: as if the source had ended N days before it did. `landmark_N`: those still under
    observation N days after the first dose, at risk from then (`entry_days`): survival given that they lived
    so long.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    variant: dt.string = column(
        "Which demand on follow-up", "Hvilket krav til oppfølging", isin=SENSITIVITY_VARIANTS
    )
    entry_days: dt.int32 = column(
        "From index date until the person came under observation",
        "Fra indeksdato til personen kom under observasjon",
        unit="days",
        ge=0,
    )
    time_days: dt.int32 = column(
        "From index date to death or end of follow-up",
        "Fra indeksdato til død eller slutt på oppfølgingen",
        unit="days",
        ge=0,
    )
    is_event: dt.boolean = column("Died", "Død")
    end_reason: dt.string = column(
        "Why the time ends here", "Hvorfor tiden slutter her", isin=END_OF_FOLLOW_UP
    )

    class Config:
        unique = ["agreement_id", "person_id", "variant"]
