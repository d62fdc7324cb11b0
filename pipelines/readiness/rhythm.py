"""When registers deliver: what past deliveries say about the last one before a given day.

A delivery is complete to one day and received on a later one. The days between are the register's lead
time; the months between the complete-to days of deliveries are its cadence.
"""

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import ceil
from statistics import median

from pipelines.ingest.current import Delivery

DAYS_PER_MONTH = 365.25 / 12
MONTHS_OF_CADENCE = {"month": 1, "quarter": 3, "third": 4, "half_year": 6, "year": 12}


@dataclass(frozen=True)
class Agreed:
    """What the agreement file promises of one register: cadence, and days from a period's end to delivery."""

    cadence: str | None
    lead_days: int | None


@dataclass(frozen=True)
class Rhythm:
    """How one register has delivered. Of a register that never did, what the agreement file promises."""

    register: str
    n_deliveries: int
    complete_to: date | None
    last_received: date | None
    lead_days_median: int | None
    lead_days_longest: int | None
    months_between: int | None
    is_from_agreement: bool
    """True where cadence or lead time is promised by the file, not seen in deliveries."""


@dataclass(frozen=True)
class LastDelivery:
    """The last delivery of one register received by a given day."""

    register: str
    complete_to: date | None
    received: date | None
    complete_to_if_slow: date | None
    """Complete-to day if every delivery took as long as the slowest seen."""
    is_here: bool
    """True where it has been received already."""
    is_assumed: bool
    """True where one delivery shows no cadence: one is assumed to be ordered in time."""


def rhythms(deliveries: Iterable[Delivery], agreed: Mapping[str, Agreed]) -> dict[str, Rhythm]:
    """The rhythm of every register that has delivered, or that the agreement file names."""
    by_register: dict[str, list[Delivery]] = {register: [] for register in agreed}
    for delivery in deliveries:
        by_register.setdefault(delivery.register, []).append(delivery)
    return {register: _rhythm(register, seen, agreed.get(register)) for register, seen in by_register.items()}


def last_delivery(rhythm: Rhythm, received_by: date, as_of: date) -> LastDelivery:
    """The last delivery to expect by `received_by`, as seen on `as_of`.

    A delivery that is overdue on `as_of` is expected the day after it.
    """
    if rhythm.complete_to is None or rhythm.lead_days_median is None or rhythm.lead_days_longest is None:
        return LastDelivery(rhythm.register, None, None, None, False, False)
    here = LastDelivery(
        rhythm.register, rhythm.complete_to, rhythm.last_received, rhythm.complete_to, True, False
    )
    if received_by <= as_of:
        return here
    if rhythm.months_between is None:
        slow = received_by - timedelta(days=rhythm.lead_days_longest)
        if slow <= rhythm.complete_to:
            return here
        return LastDelivery(rhythm.register, slow, received_by, slow, False, True)
    usual = _newest(rhythm, rhythm.lead_days_median, received_by, as_of)
    slow = _newest(rhythm, rhythm.lead_days_longest, received_by, as_of)
    if usual == rhythm.complete_to:
        return here
    received = max(usual + timedelta(days=rhythm.lead_days_median), as_of + timedelta(days=1))
    return LastDelivery(rhythm.register, usual, received, slow, False, False)


def months_later(day: date, months: int) -> date:
    """The same day some months later; the last day of a month stays the last day of a month."""
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    last = calendar.monthrange(year, month)[1]
    is_last = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, month, last if is_last else min(day.day, last))


def _rhythm(register: str, seen: list[Delivery], agreed: Agreed | None) -> Rhythm:
    leads = [(delivery.received - delivery.complete_to).days for delivery in seen]
    ends = sorted({delivery.complete_to for delivery in seen})
    gaps = [(later - earlier).days for earlier, later in pairwise(ends)]
    months = max(1, round(median(gaps) / DAYS_PER_MONTH)) if gaps else None
    promised_months = MONTHS_OF_CADENCE.get(agreed.cadence) if agreed and agreed.cadence else None
    promised_lead = agreed.lead_days if agreed else None
    return Rhythm(
        register=register,
        n_deliveries=len(seen),
        complete_to=max(ends, default=None),
        last_received=max((delivery.received for delivery in seen), default=None),
        lead_days_median=ceil(median(leads)) if leads else promised_lead,
        lead_days_longest=max(leads, default=promised_lead),
        months_between=months or promised_months,
        is_from_agreement=(months is None and promised_months is not None)
        or (not leads and promised_lead is not None),
    )


def _newest(rhythm: Rhythm, lead_days: int, received_by: date, as_of: date) -> date:
    """The newest complete-to day whose delivery is received by `received_by`."""
    newest, turn = rhythm.complete_to, 0
    while True:
        turn += 1
        coming = months_later(rhythm.complete_to, turn * rhythm.months_between)
        received = max(coming + timedelta(days=lead_days), as_of + timedelta(days=1))
        if received > received_by:
            return newest
        newest = coming
