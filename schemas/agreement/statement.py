"""agreement.statement: what an agreement says in words, and the facts known at introduction."""

import ibis.expr.datatypes as dt

from schemas.table import Table, column

KINDS = (
    "note",
    "indication",
    "not_judged",
    "not_judged_reason",
    "uncertainty",
    "fact_at_introduction",
    "late_reassessment_reason",
    "exit_new_patients",
    "exit_on_treatment",
)


class Statement(Table):
    """One row per agreement, kind of statement and position.

    `not_judged` is a part of the indication that no criterion judges; `not_judged_reason` at the same
    position says why. Only a `fact_at_introduction` has numbers, always with a unit: a value, limits or both.
    A note and the parts not judged have no origin of their own; everything else has a source or is invented.
    """

    agreement_id: dt.string = column("Agreement", "Avtale", str_matches=r"^EX\d{3}$")
    kind: dt.string = column("Kind of statement", "Type utsagn", isin=list(KINDS))
    position: dt.int32 = column(
        "Place among the agreement's statements of this kind",
        "Plass blant avtalens utsagn av denne typen",
        ge=1,
    )
    text_english: dt.string = column("What is said, in English", "Hva som sies, på engelsk")
    text_norwegian: dt.string = column("What is said, in Norwegian", "Hva som sies, på norsk")
    value: dt.float64 = column("Value of a fact", "Verdien av et faktum", nullable=True)
    lower: dt.float64 = column("Lower limit of a fact", "Nedre grense for et faktum", nullable=True)
    upper: dt.float64 = column("Upper limit of a fact", "Øvre grense for et faktum", nullable=True)
    unit_english: dt.string = column(
        "Unit of value and limits, in English", "Enhet for verdi og grenser, på engelsk", nullable=True
    )
    unit_norwegian: dt.string = column(
        "Unit of value and limits, in Norwegian", "Enhet for verdi og grenser, på norsk", nullable=True
    )
    source: dt.string = column("Where it comes from", "Hvor det kommer fra", nullable=True)
    is_invented: dt.boolean = column(
        "True if it is invented for the example", "Sann hvis det er funnet på for eksemplet"
    )

    class Config:
        unique = ["agreement_id", "kind", "position"]
