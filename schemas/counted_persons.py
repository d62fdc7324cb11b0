"""The shape of every table that counts how persons divide, and of `result.person_count`, their union."""

import ibis.expr.datatypes as dt

from schemas.table import Table, column

GROUPINGS = ("all", "hospital", "region", "year")


class CountedPersons(Table):
    """One row per agreement, data cut, topic, item, grouping, level and category.

    Within one agreement, topic, item and grouping the rows divide the topic's base group: every person of it
    is in exactly one row, so the levels of a grouping add up to grouping `all`. What is not known has a
    category or a level of its own; it is never left out.
    """

    agreement_id: dt.string = column("Agreement", "Avtale", str_matches=r"^EX\d{3}$")
    data_cut: dt.date = column(
        "Data cut: deliveries received by this date", "Datauttrekk: leveranser til og med"
    )
    topic: dt.string = column(
        "What is counted: eligibility, criterion, exclusion, uptake, testing, attribution, line, context, "
        "stop_rule, stop_reason, exit or contradiction",
        "Hva som telles: eligibility, criterion, exclusion, uptake, testing, attribution, line, context, "
        "stop_rule, stop_reason, exit eller contradiction",
    )
    item: dt.string = column(
        "Part of the topic, as a criterion or a rule; all where there is one part",
        "Del av temaet, som et kriterium eller en regel; all der det er én del",
    )
    grouping: dt.string = column("Divided by", "Delt etter", isin=list(GROUPINGS))
    level: dt.string = column(
        "Hospital, region or year; all, or unknown", "Sykehus, region eller år; all, eller unknown"
    )
    category: dt.string = column("Group of persons", "Gruppe av personer")
    n: dt.int64 = column("Persons", "Personer", nullable=True, ge=0)
    suppressed: dt.boolean = column("Withheld to protect persons", "Holdt tilbake av personvernhensyn")

    class Config:
        unique = [
            "agreement_id", "data_cut", "topic", "item", "grouping", "level", "category",
        ]  # fmt: skip
