"""core.delivery: when each delivery came, and what it completed."""

import ibis.expr.datatypes as dt

from schemas.table import Table, column


class Delivery(Table):
    """One row per delivery used at the data cut.

    Dates only, for those who ask whether what was owed has come; counts of rows are in `core.source`.
    """

    register: dt.string = column("Register", "Register")
    delivery_id: dt.string = column("Delivery", "Leveranse")
    kind: dt.string = column(
        "Snapshot replaces what came before, increment adds and corrects",
        "Et øyeblikksbilde erstatter det forrige, et tillegg legger til og retter",
        isin=("snapshot", "increment"),
    )
    received: dt.date = column("Date received", "Mottaksdato")
    complete_to: dt.date = column(
        "Last date to which the delivery is complete", "Siste dato leveransen er komplett til"
    )

    class Config:
        unique = ["delivery_id"]
