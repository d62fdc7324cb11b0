"""cohort.subgroup_level: which level of each named subgroup a person belongs to."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.group_columns import level, subgroup
from schemas.shared_columns import person_id
from schemas.table import Table, column


class SubgroupLevel(Table):
    """One row per agreement, comparison and group (or none), person and subgroup.

    Age, sex and region are those at the person's own first dose. The agreement's own persons have no
    comparator; those who are compared have a row for each comparison.
    """

    agreement_id: dt.string = agreement_id()
    comparator_id: dt.string = column(
        "Comparison the row is for; empty for the agreement's own persons",
        "Sammenligningen raden gjelder; tom for avtalens egne personer",
        nullable=True,
    )
    arm: dt.string = column(
        "Group of the comparison; empty for the agreement's own persons",
        "Gruppe i sammenligningen; tom for avtalens egne personer",
        nullable=True,
    )
    person_id: dt.string = person_id()
    subgroup: dt.string = subgroup()
    level: dt.string = level()

    class Config:
        unique = ["agreement_id", "comparator_id", "arm", "person_id", "subgroup"]
