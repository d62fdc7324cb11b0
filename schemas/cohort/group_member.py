"""cohort.group_member: every group that is estimated, and who is in it."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.group_columns import cohort, level, subgroup
from schemas.shared_columns import person_id
from schemas.table import Table


class GroupMember(Table):
    """One row per agreement, analysed group, subgroup, level and person in it.

    The analysed groups are those of `cohort.membership` and the earlier starters. Each is there as a whole
    (subgroup and level `all`) and, for new starters, divided by the subgroups that the agreement names.
    """

    agreement_id: dt.string = agreement_id()
    cohort: dt.string = cohort()
    subgroup: dt.string = subgroup()
    level: dt.string = level()
    person_id: dt.string = person_id()

    class Config:
        unique = ["agreement_id", "cohort", "subgroup", "level", "person_id"]
