"""agreement.duration_rule: the rules for when treatment has ended, shown side by side."""

import ibis.expr.datatypes as dt

from schemas.table import Table, column


class DurationRule(Table):
    """One row per agreement and treatment-end rule."""

    agreement_id: dt.string = column("Agreement", "Avtale", str_matches=r"^EX\d{3}$")
    variant: dt.string = column("Name of the rule in every result", "Navnet på regelen i alle resultater")
    permitted_gap_days: dt.int32 = column(
        "Days without coverage after which the course has ended",
        "Dager uten dekning før behandlingsforløpet er slutt",
        unit="days",
        gt=0,
    )
    with_tail: dt.boolean = column(
        "True if the days covered by the last record are counted",
        "Sann hvis dagene som siste registrering dekker, telles med",
    )

    class Config:
        unique = ["agreement_id", "variant"]
