"""outcome.complication: complications of treatment, as hospitals coded them."""

import ibis.expr.datatypes as dt

from schemas.agreement.complication import COMPLICATIONS
from schemas.agreement_columns import END_OF_FOLLOW_UP, agreement_id
from schemas.shared_columns import person_id
from schemas.table import Table, column


class Complication(Table):
    """One row per agreement, new starter and complication that the agreement follows.

    Followed to the first of death, emigration, the end of vital status and the last date to which NPR is
    complete; who started later has no row. What comes after is not known, never none. NPR holds contacts with
    hospitals: what was treated elsewhere, or not coded, is not seen, and a code is coarser than a diagnosis.

    A condition counts on the day its contact began. Who has one with it in the look-back had it already.
    A contact that began before the first dose and ended after it, or a look-back that NPR does not cover,
    leaves it unknown whether it is new. Contacts that begin at most 14 days after the last one ended are one
    complication; of acute admissions only transfers are, from one day to the next.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    complication: dt.string = column("Complication", "Komplikasjon", isin=list(COMPLICATIONS))
    window_days: dt.int32 = column(
        "Days after the first dose within which the agreement counts it",
        "Dager etter første dose der avtalen teller den",
        unit="days",
        gt=0,
    )
    look_back: dt.string = column(
        "Whether the person was free of it before the first dose",
        "Om personen var fri for den før første dose",
        isin=("free", "had_it", "unknown"),
    )
    days_from_index: dt.int32 = column(
        "Days from the first dose to the first one; empty without one while followed",
        "Dager fra første dose til den første; tomt uten noen i oppfølgingen",
        unit="days",
        nullable=True,
        ge=0,
    )
    n_events: dt.int32 = column("How many while followed", "Hvor mange i oppfølgingen", ge=0)
    follow_up_days: dt.int32 = column("Days followed", "Dager fulgt", unit="days", ge=0)
    end_reason: dt.string = column(
        "Why follow-up ended", "Hvorfor oppfølgingen sluttet", isin=END_OF_FOLLOW_UP
    )
    evidence: dt.string = column(
        "The contact that the first one is read from", "Kontakten den første er lest fra", nullable=True
    )

    class Config:
        unique = ["agreement_id", "person_id", "complication"]
