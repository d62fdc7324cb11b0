"""outcome.stop_reason: why treatment ended, where a register holds a reason."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.shared_columns import person_id
from schemas.table import Table, column

STOP_REASONS = (
    "death", "progression", "transplant", "next_line", "not_recorded", "on_treatment", "not_known",
)  # fmt: skip


class StopReason(Table):
    """One row per agreement and new starter.

    Treatment ends as `outcome.treatment_duration` says by the agreement's primary rule. Of several reasons
    the first of these counts, because what explains the end comes before what merely followed it: death on
    treatment; progression, relapse or metastasis of the agreement's disease reported from 60 days before the
    end to 30 days after it, later than the first dose; a transplantation in a stay that holds the last record
    or begins within the agreement's bridging days after it; the start of the next line.

    Registers hold progression poorly and side effects not at all: not recorded is unknown, never "no
    progression". On treatment: treatment had not ended when follow-up did, also of those who emigrated. Not
    known: treatment began too near the end of the data to be judged, or vital status is not known.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    reason: dt.string = column("Why treatment ended", "Hvorfor behandlingen sluttet", isin=STOP_REASONS)
    evidence: dt.string = column(
        "The event or stay that the reason is read from; empty where the end itself tells",
        "Hendelsen eller oppholdet årsaken er lest fra; tomt der slutten selv sier det",
        nullable=True,
    )

    class Config:
        unique = ["agreement_id", "person_id"]
