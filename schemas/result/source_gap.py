"""result.source_gap: what an agreement's registers do not tell, with the reason."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.ordering import ordered
from schemas.shared_columns import hospital_id
from schemas.table import Table, column

KINDS = ("declared", "not_delivered", "suspected")


class SourceGap(Table):
    """One row per agreement in force, data cut, register, and gap in what it delivers.

    A gap counts within the agreement's period: from the look-back before its start to the day to which the
    register is complete. Whatever a result says of that place and time rests on nothing and is unknown.

    - declared: `reference.source_coverage` says that the treatment source is not delivered from the region at
      that time. The quality register has no such declaration: it covers whom it has included.
    - not_delivered: the agreement names the register, and no delivery of it is in use; or what is in use of
      the treatment register holds no drug record of the agreement's source.
    - suspected: a hospital with at least ten rows a month for six months in a row, and then a month without
      any, although the register says that it is complete. Rows of treatment, and contacts in NPR, of the
      study's persons. The gap is open until rows come again.

    `n_seen_elsewhere` counts whom NPR shows with the agreement's drug there for the first time while the gap
    lasted, by the rules of `cohort.coverage_person`. It is empty where NPR does not tell: of drugs dispensed
    on H-resept, of other registers than the one of treatment, and of a gap in NPR itself.
    """

    agreement_id: dt.string = agreement_id()
    data_cut: dt.date = column(
        "Data cut: deliveries received by this date", "Datauttrekk: leveranser til og med"
    )
    register: dt.string = column("Register with the gap", "Registeret med hullet")
    kind: dt.string = column("How the gap is known", "Hvordan hullet er kjent", isin=KINDS)
    region_code: dt.string = column(
        "Health region of the gap; empty for every region, and where a hospital is named",
        "Helseregionen hullet gjelder; tom for alle regioner, og der et sykehus er nevnt",
        nullable=True,
        isin=("3", "4", "5", "7"),
    )
    hospital_id: dt.string = hospital_id()
    gap_from: dt.date = column("First day of the gap", "Første dag i hullet", nullable=True)
    gap_to: dt.date = column(
        "Last day of the gap; empty while it goes on", "Siste dag i hullet; tom så lenge det varer",
        nullable=True,
    )  # fmt: skip
    n_seen_elsewhere: dt.int64 = column(
        "Persons whom NPR shows there with the agreement's drug; empty where NPR does not tell",
        "Personer NPR viser der med legemidlet i avtalen; tom der NPR ikke forteller det",
        unit="persons",
        nullable=True,
        ge=0,
    )
    reason_english: dt.string = column("What is missing and why, in English", "Hva som mangler, på engelsk")
    reason_norwegian: dt.string = column(
        "What is missing and why, in Norwegian", "Hva som mangler og hvorfor, på norsk"
    )
    suppressed: dt.boolean = column("Withheld to protect persons", "Holdt tilbake av personvernhensyn")

    ends_after_it_begins = ordered("gap_from", "gap_to")

    class Config:
        unique = ["agreement_id", "data_cut", "register", "kind", "region_code", "hospital_id", "gap_from"]
