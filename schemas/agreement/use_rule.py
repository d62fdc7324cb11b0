"""agreement.use_rule: when treatment may start and when it must stop."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.table import Table, column

KINDS = ("start", "stop")
JUDGED_BY = ("course_event", "longest_use", "not_observable")


class UseRule(Table):
    """One row per agreement and rule of use.

    A stop rule judged by `course_event` is followed when treatment ended within `within_days` after the
    first such event on treatment; one judged by `longest_use` when nothing is covered later than
    `within_days` after the first dose. What no register can judge is `not_observable`.
    """

    agreement_id: dt.string = agreement_id()
    rule_id: dt.string = column("Rule within the agreement", "Regel i avtalen")
    kind: dt.string = column("When it applies", "Når den gjelder", isin=list(KINDS))
    judged_by: dt.string = column(
        "What shows whether it was followed", "Hva som viser om den er fulgt", isin=list(JUDGED_BY)
    )
    event_type: dt.string = column(
        "Course event after which treatment must stop",
        "Hendelse i sykdomsforløpet som behandlingen skal stoppe etter",
        nullable=True,
    )
    within_days: dt.int32 = column(
        "Days allowed after the event, or after the first dose",
        "Dager som er tillatt etter hendelsen, eller etter første dose",
        unit="days",
        nullable=True,
        ge=0,
    )
    description_english: dt.string = column("What it says, in English", "Hva den sier, på engelsk")
    description_norwegian: dt.string = column("What it says, in Norwegian", "Hva den sier, på norsk")
    source: dt.string = column("Where it comes from", "Hvor det kommer fra", nullable=True)
    is_invented: dt.boolean = column(
        "True if it is invented for the example", "Sann hvis det er funnet på for eksemplet"
    )

    class Config:
        unique = ["agreement_id", "rule_id"]
