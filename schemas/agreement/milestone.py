"""agreement.milestone: the plan of an agreement, date by date."""

import ibis.expr.datatypes as dt

from schemas.table import Table, column

KINDS = ("introduction", "data_cut", "evidence_due", "legal_basis_expires", "reassessment", "stop")


class Milestone(Table):
    """One row per agreement, kind of milestone and date.

    Quarterly data cuts, introduction, reassessment and stop are worked out from the plan; the others are
    listed in the file.
    """

    agreement_id: dt.string = column("Agreement", "Avtale", str_matches=r"^EX\d{3}$")
    kind: dt.string = column("Kind of milestone", "Type milepæl", isin=list(KINDS))
    milestone_date: dt.date = column("Date", "Dato")
    responsible: dt.string = column("Who must act", "Hvem som skal gjøre noe")
    description_english: dt.string = column("What happens, in English", "Hva som skjer, på engelsk")
    description_norwegian: dt.string = column("What happens, in Norwegian", "Hva som skjer, på norsk")

    class Config:
        unique = ["agreement_id", "kind", "milestone_date"]
