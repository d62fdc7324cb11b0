"""What an agreement file states about patient-reported outcomes: scales, tariff and when they are asked."""

from pydantic import Field

from pipelines.agreements.words import Block, Days, Identifier, Number, Sourced, one_of
from schemas.agreement.patient_reported import SCALES


class ScaleShown(Block):
    """A scale that the agreement asks for."""

    scale: one_of(SCALES)
    """The scale; its beginning names the instrument."""

    minimal_important_difference: Number | None = Field(default=None, gt=0)
    """Smallest change that matters to patients, in the unit of the scale; left out if none was agreed."""


class TimeAsked(Block):
    """A time at which scores are read, and the window of the answers that count for it."""

    time_days: Days = Field(ge=0)
    """Nominal days since the first dose; 0 is the baseline."""

    from_days: Days = Field(ge=-365)
    """First day of the window (included); below 0 before the first dose, for the baseline only."""

    to_days: Days
    """Day at which the window ends (excluded)."""


class PatientReported(Sourced):
    """Which patient-reported outcomes are measured, and when."""

    eq5d_tariff: Identifier | None = None
    """Tariff of the EQ-5D index, one of the reference table eq5d_tariff; with the scale eq5d_index."""

    scales: list[ScaleShown] = Field(min_length=1)
    """The scales that are shown."""

    times: list[TimeAsked] = Field(min_length=1)
    """The baseline and the times after it, in order."""
