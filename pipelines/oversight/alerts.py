"""Which alerts hold on a day: a reassessment or the end of a legal basis is near, something owed is late.

Pure: given the day, what is owed and what has been raised before, the answer is always the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

DAYS_BEFORE = (180, 90, 30)
ANNOUNCED_KINDS = ("reassessment", "legal_basis")
"""Kinds of obligation that are announced before they are due."""

OVERDUE_KINDS = ("delivery", "evidence", "reassessment", "legal_basis")
"""Kinds of obligation that are told of when they are overdue. The next cut is made by the schedule."""

STAGES = (*(f"{days} days before" for days in DAYS_BEFORE), "overdue")
"""In the order in which an alert goes through them."""

PHRASES = {
    "delivery": ("", "delivery from {what}, data up to {period}, is {days} late, due {day}"),
    "evidence": ("", "evidence is {days} late, due {day}"),
    "reassessment": ("reassessment in {days}, on {day}", "reassessment is {days} late, due {day}"),
    "legal_basis": (
        "the legal basis for the data expires in {days}, on {day}",
        "the legal basis for the data expired {days} ago, on {day}",
    ),
}
"""What is said of each kind before its day and after it; data are not announced."""


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
    """One thing that somebody must hear of; it names agreements, a party and dates, never a person."""

    agreement_ids: tuple[str, ...]
    kind: str
    what: str
    responsible: str
    period_end: date | None
    due_date: date
    stage: str
    days_left: int

    @property
    def is_delivery(self) -> bool:
        return self.kind == "delivery"

    @property
    def subject(self) -> str:
        """What the alert is about, the same from stage to stage. A register that is behind is one subject."""
        if self.is_delivery:
            return f"delivery-{self.what}"
        return f"{'-'.join(self.agreement_ids)}-{self.what}-{self.due_date.isoformat()}"

    @property
    def rank(self) -> int:
        """How far the subject has come: its stage, or for a register the newest day that has passed."""
        return self.due_date.toordinal() if self.is_delivery else STAGES.index(self.stage) + 1

    @property
    def alert_id(self) -> str:
        """The subject and how far it has come, fit for a file name."""
        dated = f"-{self.due_date.isoformat()}" if self.is_delivery else ""
        return f"{self.subject}{dated}-{self.stage.replace(' ', '-')}"

    @property
    def sentence(self) -> str:
        """The alert in words."""
        before, after = PHRASES[self.kind]
        days = abs(self.days_left)
        told = (after if self.stage == "overdue" else before).format(
            what=self.what,
            day=self.due_date.isoformat(),
            days=f"{days} day" if days == 1 else f"{days} days",
            period=self.period_end and self.period_end.isoformat(),
        )
        return f"{', '.join(self.agreement_ids)}: {told} ({self.responsible})"


def alerts(today: date, obligations: Iterable[Obligation], received: Iterable[Received] = ()) -> list[Alert]:
    """Every alert that holds on the day, the latest stage of each subject, oldest due date first."""
    deliveries = [delivery for delivery in received if delivery.received <= today]
    outstanding = [
        obligation
        for obligation in obligations
        if not obligation.is_done and not _has_come(obligation, deliveries)
    ]
    behind: dict[str, list[Obligation]] = {}
    found = []
    for obligation in outstanding:
        stage = _stage(obligation.kind, (obligation.due_date - today).days)
        if stage is not None and obligation.kind == "delivery":
            behind.setdefault(obligation.what, []).append(obligation)
        elif stage is not None:
            found.append(_alert([obligation], stage, today))
    found += [_alert(owed, "overdue", today) for owed in behind.values()]
    return sorted(found, key=lambda alert: (alert.due_date, alert.alert_id))


def not_raised(found: Iterable[Alert], raised: Mapping[str, int]) -> list[Alert]:
    """Those that are new: their subject has not come so far before.

    `raised` holds the highest rank of each subject. A clock that is set back finds lower ranks, all of them
    raised or passed over; a first look close to the day raises the nearest stage only.
    """
    return [alert for alert in found if alert.rank > raised.get(alert.subject, 0)]


def with_raised(raised: Mapping[str, int], new: Iterable[Alert]) -> dict[str, int]:
    """What has been raised once the new alerts are, too."""
    return {**raised, **{alert.subject: alert.rank for alert in new}}


def _alert(owed: Sequence[Obligation], stage: str, today: date) -> Alert:
    """One alert for what one act settles; it speaks of the newest of them."""
    newest = max(owed, key=lambda item: (item.due_date, item.agreement_id))
    return Alert(
        agreement_ids=tuple(sorted({item.agreement_id for item in owed})),
        kind=newest.kind,
        what=newest.what,
        responsible=newest.responsible,
        period_end=newest.period_end,
        due_date=newest.due_date,
        stage=stage,
        days_left=(newest.due_date - today).days,
    )


def _stage(kind: str, days_left: int) -> str | None:
    if days_left < 0:
        return "overdue" if kind in OVERDUE_KINDS else None
    reached = [days for days in DAYS_BEFORE if days_left <= days]
    return f"{min(reached)} days before" if reached and kind in ANNOUNCED_KINDS else None


def _has_come(obligation: Obligation, deliveries: Iterable[Received]) -> bool:
    """Whether a delivery completes the period that the obligation is about."""
    return obligation.kind == "delivery" and any(
        delivery.register == obligation.what
        and obligation.period_end is not None
        and delivery.complete_to >= obligation.period_end
        for delivery in deliveries
    )
