"""Rows about patient-reported outcomes: the scales and the times."""

from collections.abc import Iterator

from pipelines.agreements.model import Agreement
from pipelines.agreements.rows.cells import Row, as_float, origin
from schemas.agreement.patient_reported import INSTRUMENTS


def patient_reported(agreement: Agreement) -> Iterator[Row]:
    """The scales asked for, in the order of the file."""
    part = agreement.patient_reported
    if part is None:
        return
    instruments = {scale: name for name, scales in INSTRUMENTS.items() for scale in scales}
    for position, shown in enumerate(part.scales, 1):
        yield {
            "position": position,
            "instrument": instruments[shown.scale],
            "scale": shown.scale,
            "eq5d_tariff": part.eq5d_tariff if shown.scale == "eq5d_index" else None,
            "minimal_important_difference": as_float(shown.minimal_important_difference),
            **origin(part),
        }


def patient_reported_time(agreement: Agreement) -> Iterator[Row]:
    """The times at which scores are read."""
    part = agreement.patient_reported
    if part is not None:
        yield from (asked.model_dump() for asked in part.times)
