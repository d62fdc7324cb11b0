"""What an agreement file states about complications and responses that are followed, and how long."""

from pydantic import Field

from pipelines.agreements.words import Days, Sourced, one_of
from schemas.agreement.complication import COMPLICATIONS
from schemas.agreement.response import RESPONSES


class Complication(Sourced):
    """A complication of treatment that is counted."""

    complication: one_of(COMPLICATIONS)
    """A list of codes, or an acute admission."""

    window_days: Days = Field(gt=0)
    """Days after the first dose within which it is counted."""

    lookback_days: Days | None = Field(default=None, ge=0)
    """Days before the first dose that must be free of it; 90 if left out, none of acute admissions."""


class Response(Sourced):
    """A response to treatment that is looked for."""

    response: one_of(RESPONSES)
    """A response reported to Kreftregisteret, or a transplantation."""

    within_days: Days = Field(gt=0)
    """Days after the first dose within which it must come."""

    are_reports_complete: bool = False
    """True if every response is reported, so that no report means none."""
