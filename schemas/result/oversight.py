"""result.oversight: where every agreement stands at the data cut, in one row each."""

import ibis.expr.datatypes as dt

from schemas.agreement.agreement import PROTOCOL_STATUSES
from schemas.agreement_columns import agreement_id
from schemas.table import Table, column

STATUSES = ("proposal", "not_started", "running", "reassessment_due", "overdue", "stopped", "decided")


class Oversight(Table):
    """One row per agreement or proposal and data cut.

    The status, as of the cut: a `proposal` is not in force; `not_started` begins after the cut; `decided` has
    a recorded decision on its reassessment; `stopped` has a stop that has taken effect, and still owes its
    reassessment; `overdue` has passed its reassessment date; `reassessment_due` reaches it within 90 days;
    the others are `running`. What is late counts what `result.obligation` calls late, and what comes next is
    the earliest that it calls due or future.
    """

    agreement_id: dt.string = agreement_id()
    data_cut: dt.date = column(
        "Data cut: deliveries received by this date", "Datauttrekk: leveranser til og med"
    )
    status: dt.string = column("Status at the data cut", "Status ved datakuttet", isin=list(STATUSES))
    next_data_cut_date: dt.date = column(
        "Next data cut of the plan, the one of the reassessment included",
        "Neste datakutt i planen, også det ved revurderingen",
        nullable=True,
    )
    reassessment_date: dt.date = column(
        "Date of the data cut whose verdicts bind",
        "Dato for datakuttet der vurderingene er bindende",
        nullable=True,
    )
    days_left: dt.int32 = column(
        "Days from this data cut to the reassessment; negative once it has passed",
        "Dager fra dette datakuttet til revurderingen; negativt når den er passert",
        unit="days",
        nullable=True,
    )
    legal_basis_expires_date: dt.date = column(
        "Day the legal basis for the data expires: the first still to come, else the last that has passed",
        "Dagen rettsgrunnlaget for dataene utløper: den første som gjenstår, ellers den siste som er passert",
        nullable=True,
    )
    n_late: dt.int64 = column(
        "Things owed that are late; a register that is behind counts once, however many periods",
        "Forpliktelser som er forsinket; et register som ligger etter, teller én gang, uansett perioder",
        ge=0,
    )
    next_due_what: dt.string = column(
        "Register or kind of milestone that is due next",
        "Register eller type milepæl som forfaller neste gang",
        nullable=True,
    )
    next_due_date: dt.date = column("Day it is due", "Dagen det forfaller", nullable=True)
    next_due_responsible: dt.string = column("Who owes it", "Hvem som skylder det", nullable=True)
    protocol_status: dt.string = column(
        "Whether the protocol was frozen before the first data cut, later or never, or changed since",
        "Om protokollen ble frosset før første datakutt, senere eller aldri, eller er endret siden",
        isin=list(PROTOCOL_STATUSES),
    )
    n_holds: dt.int64 = column("Assumptions that hold", "Antakelser som holder", ge=0)
    n_does_not_hold: dt.int64 = column("Assumptions that do not hold", "Antakelser som ikke holder", ge=0)
    n_cannot_tell_yet: dt.int64 = column(
        "Assumptions of which nothing can be told yet", "Antakelser det ikke kan sies noe om ennå", ge=0
    )
    binding: dt.string = column(
        "Whether the verdicts of this cut bind", "Om vurderingene i dette kuttet er bindende",
        isin=["binding", "indicative"],
    )  # fmt: skip

    class Config:
        unique = ["agreement_id", "data_cut"]
