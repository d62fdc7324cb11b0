"""outcome.response: responses to treatment that Kreftregisteret was told of."""

import ibis.expr.datatypes as dt

from schemas.agreement.response import REPORTED
from schemas.agreement_columns import agreement_id
from schemas.shared_columns import person_id
from schemas.table import Table, column

ANSWERS = ("yes", "no", "unknown", "not_due")


class Response(Table):
    """One row per agreement, new starter and reported response that the agreement looks for.

    Yes: a report for a day after that of the first dose, and at most the agreed days after it, not of another
    disease than the agreement's. No report is unknown, because reports are sparse; it is no only where the
    agreement says that every response is reported. Who died without a report is no exception. Not due:
    Kreftregisteret is not complete through the agreed days, or the person emigrated within them.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    response: dt.string = column("Response", "Respons", isin=list(REPORTED))
    within_days: dt.int32 = column(
        "Agreed days after the first dose", "Avtalte dager etter første dose", unit="days", gt=0
    )
    answer: dt.string = column("Whether there was one", "Om det var en", isin=ANSWERS)
    days_from_index: dt.int32 = column(
        "Days from the first dose to the first report within the agreed days",
        "Dager fra første dose til den første meldingen innen de avtalte dagene",
        unit="days",
        nullable=True,
        gt=0,
    )
    evidence: dt.string = column("The report", "Meldingen", nullable=True)

    class Config:
        unique = ["agreement_id", "person_id", "response"]
