"""outcome.source_follow_up: to which date the records of an agreement's treatment and cost are complete."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.table import Table, column


class SourceFollowUp(Table):
    """One row per agreement and kind of record, where its register has delivered.

    INSPIRE delivers hospital administrations and H-resept, NORNMD the quality register's treatments, NPR
    hospital episodes.
    """

    agreement_id: dt.string = agreement_id()
    record_kind: dt.string = column(
        "Records of the agreement's drug, or hospital episodes",
        "Rader om avtalens legemiddel, eller sykehusepisoder",
        isin=("drug", "hospital"),
    )
    register: dt.string = column("Register that delivers them", "Registeret som leverer dem")
    followed_to_date: dt.date = column(
        "Last date with complete records: complete-to date or data cut, whichever is first",
        "Siste dato med komplette rader: komplett til eller datakutt, det som kommer først",
    )

    class Config:
        unique = ["agreement_id", "record_kind"]
