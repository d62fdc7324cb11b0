"""agreement.criterion: the parts of the indication that decide which patients count."""

import ibis.expr.datatypes as dt

from schemas.table import Table, column

KINDS = ("age", "diagnosis", "morphology", "biomarker", "course_event", "stage", "not_observable")


class Criterion(Table):
    """One row per agreement and criterion.

    The values a criterion lists (codes, markers, events) stand in `agreement.criterion_value`. A criterion
    that no register holds (`not_observable`) is always unknown.
    """

    agreement_id: dt.string = column("Agreement", "Avtale", str_matches=r"^EX\d{3}$")
    criterion_id: dt.string = column("Criterion within the agreement", "Kriterium i avtalen")
    kind: dt.string = column(
        "Kind of criterion: which rule judges it",
        "Type kriterium: hvilken regel som vurderer det",
        isin=list(KINDS),
    )
    minimum: dt.float64 = column(
        "Lowest value that meets it (included); age in years",
        "Laveste verdi som oppfyller det (inkludert); alder i år",
        nullable=True,
    )
    maximum: dt.float64 = column(
        "Value from which it is no longer met (excluded); age in years",
        "Verdi der det ikke lenger er oppfylt (ekskludert); alder i år",
        nullable=True,
    )
    description_english: dt.string = column("What it asks, in English", "Hva det krever, på engelsk")
    description_norwegian: dt.string = column("What it asks, in Norwegian", "Hva det krever, på norsk")

    class Config:
        unique = ["agreement_id", "criterion_id"]
