"""reference.source_coverage: from when on each source of drug records is delivered, and from where."""

import ibis.expr.datatypes as dt

from schemas.ordering import ordered
from schemas.table import Table, column


class SourceCoverage(Table):
    """One row per source of drug records, region and period in which the source is delivered.

    A row without `covers_from` declares that nothing is ever delivered from that region. A region without a
    row is not known to deliver, which is the same to whoever counts: absence of records says nothing there.
    The quality register has no row, because it covers a person from that person's inclusion on.
    """

    source: dt.string = column(
        "Source of drug records: hospital (INSPIRE), H-resept, or the quality register",
        "Kilde til legemiddeldata: sykehus (INSPIRE), H-resept eller kvalitetsregisteret",
        isin=("hospital", "h_resept", "quality_register"),
    )
    region_code: dt.string = column(
        "Health region that treats: 3 West, 4 Central, 5 North, 7 South-East; empty for every region",
        "Helseregionen som behandler: 3 Vest, 4 Midt, 5 Nord, 7 Sør-Øst; tom for alle regioner",
        nullable=True,
        isin=("3", "4", "5", "7"),
    )
    covers_from: dt.date = column(
        "First day that is delivered; empty when nothing ever is",
        "Første dag som leveres; tom når ingenting leveres",
        nullable=True,
    )
    covers_to: dt.date = column(
        "Last day that is delivered; empty while deliveries go on",
        "Siste dag som leveres; tom så lenge det leveres",
        nullable=True,
    )
    reason_english: dt.string = column("Why it is so, in English", "Hvorfor, på engelsk")
    reason_norwegian: dt.string = column("Why it is so, in Norwegian", "Hvorfor, på norsk")
    origin: dt.string = column("Where this is known from", "Hvor dette er kjent fra")

    ends_after_it_begins = ordered("covers_from", "covers_to")

    class Config:
        unique = ["source", "region_code", "covers_from"]
