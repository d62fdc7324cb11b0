"""The calendar of the synthetic world: which delivery came when, in which dress, complete to which day.

Days are counted from 1970-01-01, as integers: the whole generator computes in them.
"""

from dataclasses import dataclass
from datetime import date


def day(text: str) -> int:
    """Number of the day of an ISO date, counted from 1970-01-01."""
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


DATA_START = day("2016-07-01")
DATA_CUT = day("2026-06-30")
HOSPITAL_DRUGS_NATIONAL_FROM = day("2019-01-01")  # before it only regions 3 and 4 delivered to INSPIRE
H_RESEPT_FROM = day("2019-01-01")
REGION_NORD = 5  # sh_reg of Helse Nord, which delivers no hospital drug records
REGIONS_WITH_EARLY_HOSPITAL_DRUGS = (3, 4)


@dataclass(frozen=True)
class FileFormat:
    """How the text of one delivery looks."""

    encoding: str = "utf-8"
    byte_order_mark: bool = True
    decimal: str = ","
    day_first: bool = False


@dataclass(frozen=True)
class Delivery:
    """One delivery: its events lie in (previous delivery, complete_to] if it is an increment."""

    register: str
    delivery_id: str
    kind: str
    start: str
    complete_to: str
    received: str
    style: FileFormat = FileFormat()

    @property
    def start_day(self) -> int:
        return day(self.start)

    @property
    def complete_to_day(self) -> int:
        return day(self.complete_to)


PLAIN = FileFormat()
WITHOUT_MARK = FileFormat(byte_order_mark=False)
WINDOWS = FileFormat(encoding="cp1252", byte_order_mark=False)
DECIMAL_POINT = FileFormat(byte_order_mark=False, decimal=".")
DAY_FIRST = FileFormat(day_first=True)
START = "2016-07-01"

DELIVERIES = (
    Delivery("kreftregisteret", "krg-2025", "snapshot", START, "2024-12-31", "2025-06-15", PLAIN),
    Delivery("kreftregisteret", "krg-2026", "snapshot", START, "2025-12-31", "2026-06-10", DAY_FIRST),
    Delivery("inspire", "inspire-2025-q2", "snapshot", START, "2025-06-30", "2025-09-10", PLAIN),
    Delivery("inspire", "inspire-2025-q3", "increment", "2025-07-01", "2025-09-30", "2025-12-10", WINDOWS),
    Delivery(
        "inspire", "inspire-2025-q4", "increment", "2025-10-01", "2025-12-31", "2026-03-10", DECIMAL_POINT
    ),
    Delivery("inspire", "inspire-2026-q1", "increment", "2026-01-01", "2026-03-31", "2026-06-10", DAY_FIRST),
    Delivery("npr", "npr-2024", "snapshot", START, "2024-12-31", "2025-02-25", PLAIN),
    Delivery("npr", "npr-2025-t1", "increment", "2025-01-01", "2025-04-30", "2025-06-05", DECIMAL_POINT),
    Delivery("npr", "npr-2025-t2", "increment", "2025-05-01", "2025-08-31", "2025-10-05", DAY_FIRST),
    Delivery("npr", "npr-2025-t3", "increment", "2025-09-01", "2025-12-31", "2026-02-25", PLAIN),
    Delivery("npr", "npr-2026-t1", "increment", "2026-01-01", "2026-04-30", "2026-06-05", WITHOUT_MARK),
    Delivery(
        "folkeregisteret", "folkeregisteret-2025-11", "snapshot", START, "2025-11-30", "2025-12-20", PLAIN
    ),
    Delivery(
        "folkeregisteret", "folkeregisteret-2026-05", "snapshot", START, "2026-05-31", "2026-06-20", PLAIN
    ),
    Delivery("dar", "dar-2024", "snapshot", START, "2024-12-31", "2025-06-20", WITHOUT_MARK),
    Delivery("dar", "dar-2025", "snapshot", START, "2025-12-31", "2026-06-05", DAY_FIRST),
    Delivery("prom", "prom-2026", "snapshot", "2020-09-01", "2026-03-31", "2026-05-01", PLAIN),
    Delivery("nornmd", "nornmd-2025-09", "snapshot", START, "2025-09-30", "2025-11-15", PLAIN),
    Delivery("nornmd", "nornmd-2026-03", "snapshot", START, "2026-03-31", "2026-05-15", WITHOUT_MARK),
)


def deliveries_of(register: str) -> tuple[Delivery, ...]:
    """Deliveries of one register, oldest first."""
    return tuple(delivery for delivery in DELIVERIES if delivery.register == register)


def last_complete_day(register: str) -> int:
    """Last day for which the newest delivery of a register is complete."""
    return max(delivery.complete_to_day for delivery in deliveries_of(register))
