"""released.further_follow_up: what leaves of result.further_follow_up."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.result.further_follow_up import ANSWERS
from schemas.table import Table, column


class FurtherFollowUp(Table):
    """One row per agreement, data cut and assumption.

    Of `result.further_follow_up` the answer, and the months in steps of three, so that they tell no person's
    first day. Where the number that is judged is withheld, the months are too.
    """

    agreement_id: dt.string = agreement_id()
    data_cut: dt.date = column(
        "Data cut: deliveries received by this date", "Datauttrekk: leveranser til og med"
    )
    assumption_id: dt.string = column("Assumption", "Antakelse")
    answer: dt.string = column(
        "Whether more follow-up would decide", "Om lengre oppfølging ville avgjøre", isin=ANSWERS
    )
    further_months: dt.int32 = column(
        "Months of further follow-up, rounded up to a multiple of three",
        "Måneder med videre oppfølging, rundet opp til et multiplum av tre",
        unit="months",
        nullable=True,
        ge=0,
    )
    suppressed: dt.boolean = column("Withheld to protect persons", "Holdt tilbake av personvernhensyn")

    class Config:
        unique = ["agreement_id", "data_cut", "assumption_id"]
