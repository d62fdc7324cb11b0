"""agreement.response: the responses to treatment that an agreement follows."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.table import Table, column

REPORTED = ("complete_remission", "any_response")
"""Responses that clinicians report to Kreftregisteret; any response includes complete remission."""

RESPONSES = (*REPORTED, "transplant")


class Response(Table):
    """One row per agreement and response: a reported response, or a stem cell transplantation.

    Reports to Kreftregisteret are sparse: without one it is unknown whether there was a response, unless the
    agreement says that every response is reported.
    """

    agreement_id: dt.string = agreement_id()
    response: dt.string = column("Response", "Respons", isin=list(RESPONSES))
    within_days: dt.int32 = column(
        "Days after the first dose within which it must come, that day included",
        "Dager etter første dose den må komme innen, den siste dagen medregnet",
        unit="days",
        gt=0,
    )
    are_reports_complete: dt.boolean = column(
        "True if every response is reported, so that no report means none; transplantations are hospital "
        "stays, "
        "complete as far as NPR is",
        "Sann hvis alle responser meldes, slik at ingen melding betyr ingen respons; transplantasjoner er "
        "sykehusopphold, komplette så langt NPR er det",
    )
    source: dt.string = column("Where it comes from", "Hvor det kommer fra", nullable=True)
    is_invented: dt.boolean = column(
        "True if it is invented for the example", "Sann hvis det er funnet på for eksemplet"
    )

    class Config:
        unique = ["agreement_id", "response"]
