"""core.source: what each register's deliveries cover at the data cut."""

import ibis.expr.datatypes as dt

from schemas.table import Table, column


class Source(Table):
    """One row per register that has delivered.

    Rows are counted as delivered, over all deliveries used at the cut: a row that a later delivery
    corrects is counted each time it came, one that a later snapshot replaced is not. A key that an
    increment deletes is a row that was delivered.
    """

    register: dt.string = column("Register", "Register")
    n_deliveries: dt.int32 = column(
        "Deliveries used at this data cut", "Leveranser brukt ved dette datakuttet", ge=1
    )
    complete_from: dt.date = column(
        "First day that the deliveries in use are about", "Første dag leveransene som er i bruk, gjelder"
    )
    complete_to: dt.date = column(
        "Last date to which the register declares itself complete",
        "Siste dato registeret oppgir å være komplett til",
    )
    last_received: dt.date = column("Date of the newest delivery used", "Mottaksdato for nyeste leveranse")
    n_rows: dt.int64 = column("Rows that passed validation", "Rader som besto valideringen", ge=0)
    n_quarantined: dt.int64 = column("Rows in quarantine", "Rader i karantene", ge=0)

    class Config:
        unique = ["register"]
