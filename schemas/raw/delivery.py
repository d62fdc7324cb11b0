"""raw.delivery: the deliveries that a data cut uses."""

import ibis.expr.datatypes as dt

from schemas.table import Table, column


class Delivery(Table):
    """One row per delivery used at the data cut.

    Not a file: the build gives it as a view over the manifests and the delivery stores.
    """

    register: dt.string = column("Register", "Register")
    delivery_id: dt.string = column("Delivery", "Leveranse")
    kind: dt.string = column(
        "Snapshot replaces what came before, increment adds and corrects",
        "Et øyeblikksbilde erstatter det forrige, et tillegg legger til og retter",
        isin=("snapshot", "increment"),
    )  # fmt: skip
    received: dt.date = column("Date received", "Mottaksdato")
    complete_to: dt.date = column(
        "Last date to which the delivery is complete", "Siste dato leveransen er komplett til"
    )
    n_rows: dt.int64 = column("Rows that passed validation", "Rader som besto valideringen", ge=0)
    n_quarantined: dt.int64 = column("Rows in quarantine", "Rader i karantene", ge=0)

    class Config:
        unique = ["delivery_id"]
