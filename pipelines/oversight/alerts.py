"""Which alerts hold on a day: a reassessment or the end of a legal basis is near, something owed is late.

Pure: given the day, what is owed and what has been raised before, the answer is always the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

DAYS_BEFORE = (180, 90, 30)
ANNOUNCED_KINDS = ("reassessment", "legal_basis")
"""Kinds of obligation that are announced before they are due."""

OVERDUE_KINDS = ("delivery", "evidence", "reassessment", "legal_basis")
"""Kinds of obligation that are told of when they are overdue. The next cut is made by the schedule."""

OVERDUE = -1
"""The stage after the last of `DAYS_BEFORE`: the day has passed."""

PHRASES = {
    "delivery": (
        "delivery from {what} is due in {days}, on {day}",
        "delivery from {what} is {days} late, due {day}",
    ),
    "evidence": ("evidence is due in {days}, on {day}", "evidence is {days} late, due {day}"),
    "reassessment": ("reassessment in {days}, on {day}", "reassessment is {days} late, due {day}"),
    "legal_basis": (
        "the legal basis for the data expires in {days}, on {day}",
        "the legal basis for the data expired {days} ago, on {day}",
    ),
}
"""What is said of each kind before its day and after it."""


@dataclass(frozen=True)
class Obligation:
    """What is owed under one agreement, as the newest edition says: a row of `released.obligation`."""

    agreement_id: str
    kind: str
    what: str
    responsible: str
    period_end: date | None
    due_date: date
    is_done: bool


@dataclass(frozen=True)
class Received:
    """A delivery that has come, perhaps after the newest edition was made."""

    register: str
    received: date
    complete_to: date


@dataclass(frozen=True)
class Alert:
    """One thing that somebody must hear of; it names parties and dates, never a person."""

    agreement_id: str
    kind: str
    what: str
    responsible: str
    due_date: date
    stage: int
    """Which of `DAYS_BEFORE` has been reached, or `OVERDUE`."""

    days_left: int

    @property
    def subject(self) -> str:
        """What the alert is about, the same at every stage."""
        return f"{self.agreement_id}-{self.kind}-{self.what}-{self.due_date.isoformat()}"

    @property
    def alert_id(self) -> str:
        """The subject and the stage: raised once."""
        return f"{self.subject}-{'overdue' if self.stage == OVERDUE else self.stage}"

    @property
    def sentence(self) -> str:
        """The alert in words."""
        before, after = PHRASES[self.kind]
        phrase = before if self.stage != OVERDUE else after
        days = abs(self.days_left)
        told = phrase.format(
            what=self.what, day=self.due_date.isoformat(), days=f"{days} day" if days == 1 else f"{days} days"
        )
        return f"{self.agreement_id}: {told} ({self.responsible})"


def alerts(today: date, obligations: Iterable[Obligation], received: Iterable[Received] = ()) -> list[Alert]:
    """Every alert that holds on the day, the most urgent stage of each subject, oldest due date first."""
    deliveries = [delivery for delivery in received if delivery.received <= today]
    found = [
        alert
        for obligation in obligations
        if not obligation.is_done and not _has_come(obligation, deliveries)
        if (alert := _alert(today, obligation)) is not None
    ]
    return sorted(found, key=lambda alert: (alert.due_date, alert.alert_id, alert.responsible))


def not_raised(found: Iterable[Alert], raised: Mapping[str, int]) -> list[Alert]:
    """Those that are new: no alert on the subject has been raised at this stage or a later one.

    `raised` holds the latest stage of each subject. A clock that is set back finds earlier stages, all of
    them raised or passed over; a first look close to the day raises the nearest stage only.
    """
    latest = dict(raised)
    new = []
    for alert in found:
        if alert.stage < latest.get(alert.subject, DAYS_BEFORE[0] + 1):
            new.append(alert)
            latest[alert.subject] = alert.stage
    return new


def with_raised(raised: Mapping[str, int], new: Iterable[Alert]) -> dict[str, int]:
    """What has been raised once the new alerts are, too."""
    return {**raised, **{alert.subject: alert.stage for alert in new}}


def _alert(today: date, obligation: Obligation) -> Alert | None:
    days_left = (obligation.due_date - today).days
    stage = _stage(obligation.kind, days_left)
    if stage is None:
        return None
    return Alert(
        agreement_id=obligation.agreement_id,
        kind=obligation.kind,
        what=obligation.what,
        responsible=obligation.responsible,
        due_date=obligation.due_date,
        stage=stage,
        days_left=days_left,
    )


def _stage(kind: str, days_left: int) -> int | None:
    if days_left < 0:
        return OVERDUE if kind in OVERDUE_KINDS else None
    reached = [days for days in DAYS_BEFORE if days_left <= days]
    return min(reached) if reached and kind in ANNOUNCED_KINDS else None


def _has_come(obligation: Obligation, deliveries: Iterable[Received]) -> bool:
    """Whether a delivery completes the period that the obligation is about."""
    return obligation.kind == "delivery" and any(
        delivery.register == obligation.what
        and obligation.period_end is not None
        and delivery.complete_to >= obligation.period_end
        for delivery in deliveries
    )
