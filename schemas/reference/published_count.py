"""reference.published_count: what editions told of persons before this cut was frozen."""

import ibis.expr.datatypes as dt

from schemas.counted_persons import GROUPINGS
from schemas.table import Table, column


class PublishedCount(Table):
    """One row per edition, agreement, topic, item, grouping, level and category of the counts it released.

    Written when the cut is frozen, from the editions that stood then: a count leaves only if it gives away
    nothing beside theirs. Topics are those of the counts of persons, `flow` for the patient flow, `coverage`,
    `comparison`, `followed` for the numbers of persons beside survival, `patient_reported` for those of
    patient-reported outcomes, with what means say of how few and how many they are of, and `follow_up_ledger`
    for those not followed further by cause, by the time in days. Exact numbers are for the owner alone.
    """

    build_id: dt.string = column("Build of the edition", "Bygg som utgaven er laget av")
    agreement_id: dt.string = column("Agreement", "Avtale", str_matches=r"^EX\d{3}$")
    data_cut: dt.date = column("Data cut of the edition", "Utgavens datauttrekk")
    topic: dt.string = column("What is counted", "Hva som telles")
    item: dt.string = column("Part of the topic, or all", "Del av temaet, eller all")
    grouping: dt.string = column("Divided by", "Delt etter", isin=list(GROUPINGS))
    level: dt.string = column(
        "Hospital, region or year; all, or unknown", "Sykehus, region eller år; all, eller unknown"
    )
    category: dt.string = column("Group of persons", "Gruppe av personer")
    n: dt.int64 = column(
        "Persons; empty where the edition withheld it",
        "Personer; tom der utgaven holdt det tilbake",
        nullable=True,
        ge=0,
    )
    is_small: dt.boolean = column(
        "True if a withheld count is small, false if it was withheld to hide others; empty if not known",
        "Sann hvis et tilbakeholdt antall er lite, usann hvis det skjuler andre; tom hvis ukjent",
        nullable=True,
    )

    n_exact: dt.int64 = column(
        "Number behind a count of the ledger of follow-up; empty of others, and if not known",
        "Antallet bak et tall i oppfølgingsregnskapet; tom for andre, og hvis ukjent",
        nullable=True,
        ge=0,
    )

    class Config:
        unique = [
            "build_id", "data_cut", "agreement_id", "topic", "item", "grouping", "level", "category",
        ]  # fmt: skip
