"""cohort.membership: the analysed groups."""

import ibis.expr.datatypes as dt

from schemas.agreement.outcome_measure import COHORTS
from schemas.agreement_columns import agreement_id, index_date
from schemas.shared_columns import person_id
from schemas.table import Table, column


class Membership(Table):
    """One row per agreement, analysed group and new starter in it.

    The groups are nested: inside, inside or undetermined, all treated. The first two are sensitivity
    analyses, not bounds.
    """

    agreement_id: dt.string = agreement_id()
    cohort: dt.string = column("Analysed group", "Analysert gruppe", isin=COHORTS)
    person_id: dt.string = person_id()
    index_date: dt.date = index_date()

    class Config:
        unique = ["agreement_id", "cohort", "person_id"]
