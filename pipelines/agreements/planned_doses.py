"""What an agreement file states about planned doses."""

from pydantic import Field

from pipelines.agreements.words import Days, Number, Sourced, one_of
from schemas.agreement.planned_dose import DOSE_UNITS


class PlannedDose(Sourced):
    """One phase of the planned dosing: the same dose at the same interval, until the next phase begins."""

    from_day: Days = Field(ge=0)
    """Day of the phase's first dose, counted from the first dose of all; the first phase begins on day 0."""

    dose: Number = Field(gt=0)
    """One dose, in `dose_unit`."""

    dose_unit: one_of(DOSE_UNITS)
    """Unit of the dose; the same in every phase."""

    interval_days: Days = Field(gt=0)
    """Days from one dose to the next."""
