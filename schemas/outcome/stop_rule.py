"""outcome.stop_rule: whether the agreed rules for stopping treatment were followed."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.shared_columns import person_id
from schemas.table import Table, column


class StopRule(Table):
    """One row per agreement, new starter and stop rule.

    Treatment ends as `outcome.treatment_duration` says by the agreement's primary rule. A rule on an event is
    followed when treatment was stopped, or a next line begun, at most the agreed days after the first such
    event on treatment, which is one reported after the first dose and not after treatment ended. What is
    reported on the day of the first dose is the reason for it. Events of another disease than the agreement's
    do not count. A rule on the longest use is followed when treatment lasted at most the agreed days and the
    drug was not given again later. Who died on treatment within the agreed days has died: nobody stopped the
    treatment, and nobody went on against the rule.

    Registers hold progression poorly: where no event is reported it is unknown whether the rule ever
    applied, never followed. Not due: the data do not reach the last day on which treatment had to end.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    rule_id: dt.string = column("Stop rule of the agreement", "Stoppregel i avtalen")
    verdict: dt.string = column(
        "Whether the rule was followed",
        "Om regelen er fulgt",
        isin=("followed", "not_followed", "died", "unknown", "not_due"),
    )
    evidence: dt.string = column(
        "The event that the rule is judged by", "Hendelsen regelen vurderes etter", nullable=True
    )

    class Config:
        unique = ["agreement_id", "person_id", "rule_id"]
