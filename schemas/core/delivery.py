"""core.delivery: when each delivery came, and how late it was."""

import ibis.expr.datatypes as dt

from schemas.table import Table, column


class Delivery(Table):
    """One row per delivery received by the data cut.

    A snapshot replaces what came before it: an older one is no longer used, but when it came still counts.
    """

    register: dt.string = column("Register", "Register")
    delivery_id: dt.string = column("Delivery", "Leveranse")
    received: dt.date = column("Date received", "Mottaksdato")
    complete_to: dt.date = column(
        "Last date to which the delivery is complete", "Siste dato leveransen er komplett til"
    )
    lead_days: dt.int32 = column(
        "Days from the last complete date until the delivery was received",
        "Dager fra siste komplette dato til leveransen ble mottatt",
        unit="days",
    )
    interval_days: dt.int32 = column(
        "Days since the register's delivery before this one was received; empty for the first",
        "Dager siden registerets forrige leveranse ble mottatt; tomt for den første",
        unit="days",
        nullable=True,
        ge=0,
    )
    is_used: dt.boolean = column(
        "True if the data cut uses it, false if a later snapshot replaced it",
        "Sann hvis datakuttet bruker den, usann hvis et senere øyeblikksbilde erstattet den",
    )

    class Config:
        unique = ["register", "delivery_id"]
