"""result.obligation: what somebody owes an agreement, by when, and whether it has come."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.table import Table, column

KINDS = ("delivery", "evidence", "data_cut", "reassessment", "legal_basis")
STATUSES = ("done", "late", "due", "future")


class Obligation(Table):
    """One row per agreement, data cut and thing owed: data, evidence, a cut, the reassessment, a legal basis.

    Judged as of the data cut, so that the same cut always says the same: `late` was due before the cut and
    has not come, `due` is due within 90 days after it, `future` later. A proposal is owed nothing.

    - A register owes a delivery for every period of the agreed cadence that ends after the agreement starts,
      up to the month of its reassessment and never less than a year past the cut: without a decision the
      agreement goes on. It is due the agreed days after the period ends. A delivery that is complete to that
      day, or later, settles it, on the day the first such came, although a later snapshot may have replaced
      that one since. If what is in use stops short of the period, it is owed again.
    - Evidence is settled by what its responsible party has sent, each package once: the first that comes
      after the milestone before is due and settled.
    - Data cuts before this one are left out: whether they were made is not known here.
    - A reassessment is settled by the decision that the agreement file records, and by nothing else: a stop
      that was agreed from the start says nothing of what the reassessment ended in.
    - A legal basis is never settled: it is renewed by a later date in the agreement file.
    """

    agreement_id: dt.string = agreement_id()
    data_cut: dt.date = column(
        "Data cut: deliveries received by this date", "Datauttrekk: leveranser til og med"
    )
    kind: dt.string = column("Kind of obligation", "Type forpliktelse", isin=list(KINDS))
    what: dt.string = column(
        "Register that is to deliver, or kind of milestone", "Register som skal levere, eller type milepæl"
    )
    responsible: dt.string = column("Who owes it", "Hvem som skylder det")
    period_end: dt.date = column(
        "Last day of the period that a delivery is to complete",
        "Siste dag i perioden som en leveranse skal gjøre ferdig",
        nullable=True,
    )
    due_date: dt.date = column("Day by which it is due", "Dagen det forfaller")
    done_date: dt.date = column(
        "Day it came. Of a delivery: when the first that completes the period was received, though it may "
        "have been replaced since",
        "Dagen det kom. For en leveranse: da den første som gjør perioden ferdig, ble mottatt, selv om den "
        "kan være erstattet siden",
        nullable=True,
    )
    status: dt.string = column("Status at the data cut", "Status ved datakuttet", isin=list(STATUSES))

    class Config:
        unique = ["agreement_id", "data_cut", "kind", "what", "responsible", "period_end", "due_date"]
