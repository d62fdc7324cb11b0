"""outcome.competing_event: which of several causes came first for each person, in one shape."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.group_columns import cohort, level, subgroup
from schemas.shared_columns import person_id
from schemas.table import Table, column

COMPETING_MEASURES = ["end_of_treatment", "next_treatment"]
"""What cumulative incidences are made of."""

CAUSES = ("stopped", "next_line", "death")
"""What may come first. `end_of_treatment`: all three; `next_treatment`: a next line or death."""


class CompetingEvent(Table):
    """One row per agreement, cohort, subgroup, level, measure, variant and person.

    The input of every cumulative incidence: how treatment ended (under each end rule), and whether a next
    line or death came first, of every group the person belongs to. New starters only. A person without a
    cause was followed until `time_days` without any.
    """

    agreement_id: dt.string = agreement_id()
    cohort: dt.string = cohort()
    subgroup: dt.string = subgroup()
    level: dt.string = level()
    measure: dt.string = column("Measure", "Mål", isin=COMPETING_MEASURES)
    variant: dt.string = column("Definition used", "Definisjon som er brukt")
    person_id: dt.string = person_id()
    time_days: dt.int32 = column(
        "From index date to the first cause or censoring",
        "Fra indeksdato til første årsak eller sensurering",
        unit="days",
        ge=0,
    )
    cause: dt.string = column(
        "What came first; empty where follow-up ended before any",
        "Hva som kom først; tomt der oppfølgingen sluttet før noe skjedde",
        nullable=True,
        isin=CAUSES,
    )

    class Config:
        unique = ["agreement_id", "cohort", "subgroup", "level", "measure", "variant", "person_id"]
