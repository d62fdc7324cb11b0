"""released.withheld_count: which counts of persons are withheld."""

import ibis.expr.datatypes as dt

from schemas.counted_persons import GROUPINGS
from schemas.table import Table, column


class WithheldCount(Table):
    """One row per agreement, data cut, topic, item, grouping, level and category of a count that is withheld.

    The counts are those of `result.person_count`, and as topic `flow` the sizes in `result.attrition`: their
    category is the group that reaches or leaves a step. A count is withheld because it is small, or because
    a small one could be worked out from it.
    """

    agreement_id: dt.string = column("Agreement", "Avtale", str_matches=r"^EX\d{3}$")
    data_cut: dt.date = column(
        "Data cut: deliveries received by this date", "Datauttrekk: leveranser til og med"
    )
    topic: dt.string = column(
        "What is counted: flow, or a topic of the counts of persons",
        "Hva som telles: flow, eller et tema i tellingene av personer",
    )
    item: dt.string = column("Part of the topic, or all", "Del av temaet, eller all")
    grouping: dt.string = column("Divided by", "Delt etter", isin=list(GROUPINGS))
    level: dt.string = column(
        "Hospital, region or year; all, or unknown", "Sykehus, region eller år; all, eller unknown"
    )
    category: dt.string = column("Group of persons", "Gruppe av personer")

    class Config:
        unique = [
            "agreement_id", "data_cut", "topic", "item", "grouping", "level", "category",
        ]  # fmt: skip
