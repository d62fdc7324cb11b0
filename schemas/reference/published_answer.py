"""reference.published_answer: what editions told beside estimates before this cut was frozen."""

import ibis.expr.datatypes as dt

from schemas.group_columns import cohort, level, subgroup
from schemas.table import Table, column


def _limit(english: str, norwegian: str) -> dt.DataType:
    return column(english, norwegian, nullable=True, ge=0)


class PublishedAnswer(Table):
    """One row per edition, agreement, cohort, subgroup, level, question and answer that estimates were of.

    Written when the cut is frozen, from the editions that stood then: numbers and estimates leave only as
    they give away nothing beside these. Several measures can be of one question, as who died by a time; those
    named `ended` are of incidences by cause. The exact number, for the owner alone, is missing where the
    exact tables of an edition are gone.
    """

    build_id: dt.string = column("Build of the edition", "Bygg som utgaven er laget av")
    agreement_id: dt.string = column("Agreement", "Avtale", str_matches=r"^EX\d{3}$")
    data_cut: dt.date = column("Data cut of the edition", "Utgavens datauttrekk")
    cohort: dt.string = cohort()
    subgroup: dt.string = subgroup()
    level: dt.string = level()
    question: dt.string = column(
        "What was asked, and of what time or variant",
        "Hva det ble spurt om, og for hvilken tid eller variant",
    )
    answer: dt.string = column(
        "Which persons: asked, yes or no", "Hvilke personer: asked, yes eller no", isin=["asked", "yes", "no"]
    )
    at_least: dt.int64 = _limit("Persons at least, as told", "Personer minst, som fortalt")
    at_most: dt.int64 = _limit("Persons at most, as told", "Personer høyst, som fortalt")
    n: dt.int64 = _limit("Persons, exactly", "Personer, eksakt")

    class Config:
        unique = ["build_id", "data_cut", "agreement_id", "cohort", "subgroup", "level", "question", "answer"]
