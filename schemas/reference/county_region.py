"""reference.county_region: which health region the people of a county belong to."""

import ibis.expr.datatypes as dt

from schemas.ordering import ordered
from schemas.table import Table, column


class CountyRegion(Table):
    """One row per county number that has been in use since there are health regions.

    No number has ever meant counties of two regions, so a number is enough to find the region. Registers
    write addresses now with the numbers of their day, now with today's: the dates say when a number was
    official and must not be used to turn a number down.
    """

    county_code: dt.string = column(
        "County number, two digits", "Fylkesnummer, to sifre", str_matches=r"^\d{2}$"
    )
    region_code: dt.string = column(
        "Health region: 3 West, 4 Central, 5 North, 7 South-East",
        "Helseregion: 3 Vest, 4 Midt, 5 Nord, 7 Sør-Øst",
        isin=("3", "4", "5", "7"),
    )
    valid_from: dt.date = column(
        "First day of the number, at the earliest when health regions began",
        "Første dag nummeret gjaldt, tidligst da helseregionene ble til",
    )
    valid_to: dt.date = column(
        "Last day of the number; empty while it is in use",
        "Siste dag nummeret gjaldt; tom så lenge det er i bruk",
        nullable=True,
    )
    origin: dt.string = column("Where this is known from", "Hvor dette er kjent fra")

    ends_after_it_begins = ordered("valid_from", "valid_to")

    class Config:
        unique = ["county_code"]
