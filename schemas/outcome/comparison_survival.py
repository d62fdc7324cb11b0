"""outcome.comparison_survival: time from the first dose to death in both groups of a comparison."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import END_OF_FOLLOW_UP, agreement_id, comparator_id, days_from_index
from schemas.cohort.comparison_person import ARMS
from schemas.shared_columns import person_id
from schemas.table import Table, column


class ComparisonSurvival(Table):
    """One row per agreement, comparator, group and person who counts in the comparison.

    Made by the definition of `outcome.overall_survival` in both groups. Time zero is the first dose of the
    group's drug, so nobody's time begins before the drug did. Whoever changes drug later is followed on in
    the group that came first.
    """

    agreement_id: dt.string = agreement_id()
    comparator_id: dt.string = comparator_id()
    arm: dt.string = column("Group", "Gruppe", isin=list(ARMS))
    person_id: dt.string = person_id()
    time_days: dt.int32 = days_from_index()
    is_event: dt.boolean = column("True if it ended in death", "Sann hvis det endte med død")
    end_reason: dt.string = column(
        "Why follow-up ended", "Hvorfor oppfølgingen endte", isin=list(END_OF_FOLLOW_UP)
    )

    class Config:
        unique = ["agreement_id", "comparator_id", "arm", "person_id"]
