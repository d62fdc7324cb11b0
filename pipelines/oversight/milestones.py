"""The plans of the agreements as days of a calendar, in both languages."""

from collections.abc import Iterator

from pipelines.oversight.alerts import DAYS_BEFORE
from pipelines.oversight.ics import Event
from pipelines.oversight.view import Overseen, Oversight
from pipelines.reports.edition import Row
from pipelines.reports.language import Language

ONCE = ("introduction", "reassessment", "stop")
"""Kinds that an agreement has once: moved to another day they stay the same event."""

REMINDED = ("reassessment", "legal_basis_expires")


def milestone_events(view: Oversight, languages: tuple[Language, Language]) -> Iterator[Event]:
    """One event per milestone of the agreements; a proposal has no date that anybody must keep."""
    for item in view.agreements:
        if not item.is_proposal:
            for row in item.milestones:
                yield _event(item, row, view, languages)


def _event(item: Overseen, row: Row, view: Oversight, languages: tuple[Language, Language]) -> Event:
    kind, day = row["kind"], row["milestone_date"]
    names = " / ".join(words.name_of("milestone", kind) for words in languages)
    synthetic = " / ".join(words.text("page.synthetic") for words in languages)
    said = [words.of(row, "description") for words in languages]
    return Event(
        uid=f"{item.agreement_id}-{kind}{'' if kind in ONCE else f'-{day:%Y%m%d}'}@revurdering.invalid",
        day=day,
        summary=f"{item.agreement_id} {names}: {item.agreement['drug_name']} ({synthetic})",
        description="\n".join([*said, row["responsible"], synthetic]),
        category=kind,
        remind_days_before=DAYS_BEFORE if kind in REMINDED and day > view.data_cut else (),
    )
