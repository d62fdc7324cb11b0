"""raw.delivery: the deliveries received by a data cut."""

import ibis.expr.datatypes as dt

from schemas.table import Table, column


class Delivery(Table):
    """One row per delivery received by the data cut, those that a later snapshot has replaced included.

    Not a file: the build makes it from the delivery stores' own records. A replaced delivery gives no rows
    to any other raw table; here it tells when it came.
    """

    register: dt.string = column("Register", "Register")
    delivery_id: dt.string = column("Delivery", "Leveranse")
    kind: dt.string = column(
        "Snapshot replaces what came before, increment adds, corrects and deletes",
        "Et øyeblikksbilde erstatter det forrige, et tillegg legger til, retter og sletter",
        isin=("snapshot", "increment"),
    )  # fmt: skip
    received: dt.date = column("Date received", "Mottaksdato")
    period_from: dt.date = column("First day the delivery is about", "Første dag leveransen gjelder")
    complete_to: dt.date = column(
        "Last date to which the delivery is complete", "Siste dato leveransen er komplett til"
    )
    n_rows: dt.int64 = column("Rows that passed validation", "Rader som besto valideringen", ge=0)
    n_quarantined: dt.int64 = column("Rows in quarantine", "Rader i karantene", ge=0)
    is_used: dt.boolean = column(
        "True if the data cut uses it, false if a later snapshot replaced it",
        "Sann hvis datakuttet bruker den, usann hvis et senere øyeblikksbilde erstattet den",
    )

    class Config:
        unique = ["register", "delivery_id"]
