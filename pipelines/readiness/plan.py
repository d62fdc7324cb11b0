"""The plan that is asked about, and the same plan laid on the past."""

from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.agreements.model import Agreement
from pipelines.readiness.rhythm import months_later

ASSUMED_YEARS = 3
"""A proposal has no start: it is assumed to begin so long before its reassessment."""
DAYS_PER_YEAR = 365.25


@dataclass(frozen=True)
class Plan:
    """The period that the agreement would be in force before its reassessment."""

    start_date: date
    reassessment_date: date
    is_start_assumed: bool


@dataclass(frozen=True)
class Window:
    """A period of the past, both days included, in which the plan is tried."""

    first: date
    last: date
    is_shorter: bool
    """True where the treatment source does not reach far enough back for the length of the plan."""

    @property
    def years(self) -> float:
        return ((self.last - self.first).days + 1) / DAYS_PER_YEAR


def planned(agreement: Agreement) -> Plan:
    """The agreement's dates; a proposal's start is assumed."""
    end = agreement.plan.reassessment_date
    start = agreement.plan.start_date
    if start is not None:
        return Plan(start, end, False)
    return Plan(months_later(end, -12 * ASSUMED_YEARS), end, True)


def past_window(length_days: int, complete_to: date, covered_from: date | None) -> Window:
    """The newest period of `length_days` with complete treatment data, cut where they begin."""
    first = complete_to - timedelta(days=max(length_days, 1) - 1)
    if covered_from is not None and covered_from > first:
        return Window(min(covered_from, complete_to), complete_to, True)
    return Window(first, complete_to, False)


def laid_on_the_past(agreement: Agreement, plan: Plan, window: Window) -> Agreement:
    """The agreement as if it had been in force in the window; dates among its criteria move with it."""
    moved = window.first - plan.start_date
    criteria = [
        criterion.model_copy(
            update={
                name: getattr(criterion, name) + moved
                for name in ("first_date", "last_date")
                if getattr(criterion, name, None) is not None
            }
        )
        for criterion in agreement.criteria
    ]
    dates = {"start_date": window.first, "reassessment_date": window.last, "stop_date": None}
    return agreement.model_copy(
        update={
            "is_proposal": False,
            "criteria": criteria,
            "plan": agreement.plan.model_copy(update=dates),
        }
    )
