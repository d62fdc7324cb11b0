"""agreement.milestone: the plan of an agreement, date by date."""

import ibis.expr.datatypes as dt

from schemas.table import Table, column

DERIVED_KINDS = ("introduction", "data_cut", "reassessment", "stop")
"""Worked out from the dates of the plan."""

LISTED_KINDS = ("evidence_due", "legal_basis_expires")
"""Listed in the agreement file."""


class Milestone(Table):
    """One row per agreement, kind of milestone and date.

    Quarterly data cuts, introduction, reassessment and stop are worked out from the plan; the others are
    listed in the file.
    """

    agreement_id: dt.string = column("Agreement", "Avtale", str_matches=r"^EX\d{3}$")
    kind: dt.string = column("Kind of milestone", "Type milepæl", isin=[*DERIVED_KINDS, *LISTED_KINDS])
    milestone_date: dt.date = column("Date", "Dato")
    responsible: dt.string = column("Who must act", "Hvem som skal gjøre noe")
    description_english: dt.string = column("What happens, in English", "Hva som skjer, på engelsk")
    description_norwegian: dt.string = column("What happens, in Norwegian", "Hva som skjer, på norsk")

    class Config:
        unique = ["agreement_id", "kind", "milestone_date"]
