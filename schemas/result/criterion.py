"""result.criterion: how the treated persons stand to each criterion of the indication."""

import ibis.expr.datatypes as dt

from schemas.table import Table, column


class Criterion(Table):
    """One row per agreement, data cut and criterion of the indication, over all new starters.

    Unknown is neither yes nor no: the register does not say.
    """

    agreement_id: dt.string = column("Agreement", "Avtale", str_matches=r"^EX\d{3}$")
    data_cut: dt.date = column(
        "Data cut: deliveries received by this date", "Datauttrekk: leveranser til og med"
    )
    criterion_id: dt.string = column("Criterion", "Kriterium")
    kind: dt.string = column("Kind of criterion", "Type kriterium")
    n_met: dt.int64 = column("Persons who meet it", "Personer som oppfyller det", nullable=True, ge=0)
    n_not_met: dt.int64 = column("Persons who do not", "Personer som ikke gjør det", nullable=True, ge=0)
    n_unknown: dt.int64 = column(
        "Persons of whom it is unknown", "Personer der det er ukjent", nullable=True, ge=0
    )
    suppressed: dt.boolean = column("Withheld to protect persons", "Holdt tilbake av personvernhensyn")

    class Config:
        unique = ["agreement_id", "data_cut", "criterion_id"]
