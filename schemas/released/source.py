"""released.source: the registers behind a cut's numbers."""

import ibis.expr.datatypes as dt

from schemas.table import Table, column


class Source(Table):
    """One row per data cut and register.

    Counts of rows, not of persons: nothing here is suppressed.
    """

    data_cut: dt.date = column(
        "Data cut: deliveries received by this date", "Datauttrekk: leveranser til og med"
    )
    register: dt.string = column("Register", "Register")
    n_deliveries: dt.int64 = column("Deliveries used", "Leveranser brukt", ge=0)
    complete_to: dt.date = column("Complete to", "Komplett til og med", nullable=True)
    last_received: dt.date = column("Last delivery received", "Siste leveranse mottatt", nullable=True)
    n_rows: dt.int64 = column("Rows accepted", "Rader godtatt", ge=0)
    n_quarantined: dt.int64 = column("Rows in quarantine", "Rader i karantene", ge=0)

    class Config:
        unique = ["data_cut", "register"]
