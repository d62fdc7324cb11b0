"""Rows about planned doses."""

from collections.abc import Iterator
from itertools import zip_longest

from pipelines.agreements.model import Agreement
from pipelines.agreements.rows.cells import Row, origin


def planned_dose(agreement: Agreement) -> Iterator[Row]:
    """The phases of planned dosing; each lasts until the next begins."""
    phases = agreement.parameters.planned_doses
    for phase, following in zip_longest(phases, phases[1:]):
        yield {
            "from_day": phase.from_day,
            "to_day": following and following.from_day,
            "dose": float(phase.dose),
            "dose_unit": phase.dose_unit,
            "interval_days": phase.interval_days,
            **origin(phase),
        }
