"""reference.drg_unit_price: NOK per DRG point."""

import ibis.expr.datatypes as dt

from schemas.table import Table, column


class DrgUnitPrice(Table):
    """One row per price year. A year without a row has no price: none is guessed."""

    price_year: dt.int32 = column("Year of the price level", "Prisår", unit="year", ge=2000, le=2100)
    unit_price_nok: dt.Decimal(18, 2) = column(
        "Full unit price of one DRG point, not the refunded share",
        "Full enhetspris for ett DRG-poeng, ikke den refunderte andelen",
        unit="NOK",
        gt=0,
    )
    source: dt.string = column("Where the price comes from", "Hvor prisen kommer fra")

    class Config:
        unique = ["price_year"]
