"""result.coverage: how many of those whom NPR shows a register holds (dekningsgrad)."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.cohort.coverage_person import DENOMINATORS
from schemas.counted_persons import GROUPINGS
from schemas.table import Table, column


class Coverage(Table):
    """One row per agreement, data cut, register, denominator, grouping and level.

    The denominator is whom NPR shows with the agreement's drug or diagnosis, by the rules of
    `cohort.coverage_person`; the numerator is how many of them the register holds; limits are exact
    (Clopper–Pearson, 95 %). NPR is itself not without gaps: a high share says that the two agree, not that
    nobody is missing from both.

    Grouping all has two levels: `all` is everybody whom NPR shows, `delivered` those of them whose region
    delivered to the register at the time. The other groupings divide the delivered, by place and year of the
    first contact. A level of which nothing is delivered has a row with `is_delivered` false, the number that
    NPR shows there, and no share: what was never sent is unknown, not zero. A register that has delivered
    nothing has such a row too.

    For comparison: of NPR's patients of 2008 Kreftregisteret held 81 % (colon), 90 % (lung), 97 % (prostate)
    with the same diagnosis, and quality registers of rare diseases hold 29 to 60 %. A reassessment that rests
    on such a register must say so.
    """

    agreement_id: dt.string = agreement_id()
    data_cut: dt.date = column(
        "Data cut: deliveries received by this date", "Datauttrekk: leveranser til og med"
    )
    register: dt.string = column("Register whose coverage it is", "Registeret dekningen gjelder")
    denominator: dt.string = column(
        "What NPR shows of the persons: the drug, or the diagnosis",
        "Hva NPR viser om personene: legemidlet eller diagnosen",
        isin=DENOMINATORS,
    )
    grouping: dt.string = column("Divided by", "Delt etter", isin=GROUPINGS)
    level: dt.string = column(
        "Hospital, region or year; all, delivered, or unknown",
        "Sykehus, region eller år; all, delivered eller unknown",
    )
    n_denominator: dt.int64 = column(
        "Persons whom NPR shows", "Personer NPR viser", unit="persons", nullable=True, ge=0
    )
    n_found: dt.int64 = column(
        "Those of them whom the register holds; empty where nothing is delivered",
        "De av dem registeret har; tomt der ingenting er levert",
        unit="persons",
        nullable=True,
        ge=0,
    )
    share: dt.float64 = column(
        "Share found; empty where nothing is delivered", "Andel funnet; tom der ingenting er levert",
        unit="share", nullable=True, ge=0, le=1,
    )  # fmt: skip
    lower: dt.float64 = column(
        "Lower 95 % limit of the share",
        "Nedre 95 %-grense for andelen",
        unit="share",
        nullable=True,
        ge=0,
        le=1,
    )
    upper: dt.float64 = column(
        "Upper 95 % limit of the share",
        "Øvre 95 %-grense for andelen",
        unit="share",
        nullable=True,
        ge=0,
        le=1,
    )
    is_delivered: dt.boolean = column(
        "The register is delivered for some of the level", "Registeret leveres for noe av nivået"
    )
    suppressed: dt.boolean = column("Withheld to protect persons", "Holdt tilbake av personvernhensyn")

    class Config:
        unique = ["agreement_id", "data_cut", "register", "denominator", "grouping", "level"]
