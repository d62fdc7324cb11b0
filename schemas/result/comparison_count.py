"""result.comparison_count: who is in the two groups of a comparison, and why others are not."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id, comparator_id
from schemas.cohort.comparison_person import ARMS
from schemas.table import Table, column

CATEGORIES = (
    "before_period", "after_period", "outside", "undetermined", "other_group", "not_followed", "compared",
)  # fmt: skip


class ComparisonCount(Table):
    """One row per agreement, data cut, comparator, group and category.

    Everybody who got the group's drug is in exactly one category: a first dose before or after the period,
    outside or undetermined by the criteria, first in the other group, not followed, or compared.
    """

    agreement_id: dt.string = agreement_id()
    data_cut: dt.date = column(
        "Data cut: deliveries received by this date", "Datauttrekk: leveranser til og med"
    )
    comparator_id: dt.string = comparator_id()
    arm: dt.string = column("Group", "Gruppe", isin=list(ARMS))
    category: dt.string = column(
        "Compared, or why not", "Sammenlignet, eller hvorfor ikke", isin=list(CATEGORIES)
    )
    n: dt.int64 = column("Persons", "Personer", nullable=True, ge=0)
    suppressed: dt.boolean = column("Withheld to protect persons", "Holdt tilbake av personvernhensyn")

    class Config:
        unique = ["agreement_id", "data_cut", "comparator_id", "arm", "category"]
