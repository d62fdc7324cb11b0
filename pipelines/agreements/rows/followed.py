"""Rows about the complications and responses that are followed."""

from collections.abc import Iterator

from pipelines.agreements.model import Agreement
from pipelines.agreements.rows.cells import Row, origin
from schemas.agreement.complication import HOSPITAL_ADMISSION

LOOKBACK_DAYS = 90
"""Where the file names no look-back: prevalent conditions are no complications."""


def complication(agreement: Agreement) -> Iterator[Row]:
    """The complications with their windows."""
    for item in agreement.complications:
        default = 0 if item.complication == HOSPITAL_ADMISSION else LOOKBACK_DAYS
        yield {
            "complication": item.complication,
            "window_days": item.window_days,
            "lookback_days": default if item.lookback_days is None else item.lookback_days,
            **origin(item),
        }


def response(agreement: Agreement) -> Iterator[Row]:
    """The responses with their windows."""
    for item in agreement.responses:
        yield {
            "response": item.response,
            "within_days": item.within_days,
            "are_reports_complete": item.are_reports_complete,
            **origin(item),
        }
