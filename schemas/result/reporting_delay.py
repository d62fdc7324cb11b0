"""result.reporting_delay: how late registers report, and when the next delivery is due."""

import ibis.expr.datatypes as dt

from schemas.table import Table, column


class ReportingDelay(Table):
    """One row per data cut and register that has delivered.

    Measured on all deliveries received by the cut, those that a later snapshot has replaced included. The
    next delivery is expected when the usual interval has passed since the last one came. Of a register with a
    single delivery no interval is seen: the period that the agreements lay down stands in, the shortest where
    they differ; without one there is no date.
    """

    data_cut: dt.date = column(
        "Data cut: deliveries received by this date", "Datauttrekk: leveranser til og med"
    )
    register: dt.string = column("Register", "Register")
    n_deliveries: dt.int32 = column(
        "Deliveries received by the data cut", "Leveranser mottatt til og med datauttrekket", ge=1
    )
    lead_days_median: dt.float64 = column(
        "Median days from the last complete date to the delivery",
        "Median antall dager fra siste komplette dato til leveransen",
        unit="days",
    )
    lead_days_longest: dt.int32 = column(
        "Most days from the last complete date to the delivery",
        "Flest dager fra siste komplette dato til leveransen",
        unit="days",
    )
    interval_days_median: dt.float64 = column(
        "Median days between deliveries; empty when there has been one",
        "Median antall dager mellom leveranser; tomt når det bare har vært én",
        unit="days",
        nullable=True,
        ge=0,
    )
    complete_to: dt.date = column(
        "Last date to which the deliveries in use declare the register complete",
        "Siste dato leveransene i bruk oppgir at registeret er komplett til",
    )
    last_received: dt.date = column("Date of the newest delivery", "Mottaksdato for nyeste leveranse")
    next_expected_date: dt.date = column(
        "Date by which the next delivery is expected; empty when neither history nor agreement tells",
        "Dato neste leveranse er ventet; tomt når verken historikk eller avtale sier det",
        nullable=True,
    )

    class Config:
        unique = ["data_cut", "register"]
