"""What the template of the oversight page is given: the view, and how its dates and names are written."""

from datetime import date
from typing import Any

from pipelines.methods.measures import MEASURES
from pipelines.oversight.timeline import (
    TIMELINE_SIZES,
    marked_dates,
    timeline,
    two_years_after,
)
from pipelines.oversight.view import Overseen, Oversight, Owed
from pipelines.reports.edition import Row
from pipelines.reports.language import Language
from pipelines.reports.numbers import Numbers
from pipelines.reports.standalone import page_name


def oversight_context(view: Oversight, language: Language, numbers: Numbers) -> dict[str, Any]:
    """Everything `oversight.html.jinja` names."""

    def late_days(due: date) -> str:
        return days_text("late", (view.data_cut - due).days, language, numbers)

    def days_left(days: int) -> str:
        return days_text("left" if days >= 0 else "passed", abs(days), language, numbers)

    return {
        "view": view,
        "late": view.owed("late"),
        "due": view.owed("due"),
        "late_days": late_days,
        "days_left": days_left,
        "days_to": lambda day: days_left((day - view.data_cut).days),
        "what": lambda owed: what(owed.kind, owed.what, language),
        "next_due": lambda standing: next_due(standing, language),
        "report": lambda item: page_name(item.agreement_id, view.data_cut, language.code),
        "measured": lambda row: measured(row, language, numbers),
        "evidence_number": lambda row: evidence_number(row, language, numbers),
        "description": lambda item, owed: description_of(item, owed, language),
        "timelines": [timeline(view, size) for size in TIMELINE_SIZES],
        "timeline_words": {
            "title": language.text("oversight.timeline.title"),
            "text": timeline_text(view, language, numbers),
        },
        "mark_name": lambda kind: mark_name(kind, language),
    }


def days_text(what_of: str, days: int, language: Language, numbers: Numbers) -> str:
    """'3 days late', '1 day left', 'on the day of the data cut'."""
    if days == 0:
        return language.text("oversight.days.today")
    if days == 1:
        return language.text(f"oversight.days.{what_of}_one")
    return language.text(f"oversight.days.{what_of}", days=numbers.whole(days))


def what(kind: str, name: str, language: Language) -> str:
    """What is owed: a delivery of a register, or a milestone."""
    if kind == "delivery":
        return language.text("oversight.kind.delivery", register=language.name_of("register", name))
    return language.name_of("milestone", name)


def next_due(standing: Row, language: Language) -> str:
    """What is owed next: a register's name means its delivery, anything else is a milestone."""
    name = standing["next_due_what"]
    is_milestone = f"milestone.{name}" in language.texts
    return what("milestone" if is_milestone else "delivery", name, language)


def measured(row: Row, language: Language, numbers: Numbers) -> str:
    """The measure of an assumption or of evidence, with its time; one unknown here by its plain name."""
    measure = MEASURES.get(row["measure"])
    label = language.label(measure) if measure else row["measure"].replace("_", " ")
    return label if row["time_days"] is None else f"{label}, {numbers.time(row['time_days'])}"


def evidence_number(row: Row, language: Language, numbers: Numbers) -> str | None:
    """The number that evidence gives, with its interval and the persons behind it; None if it gives none."""
    if row["measure"] is None or row["value"] is None:
        return None
    unit = row["unit"] or MEASURES[row["measure"]].unit
    stated = numbers.with_interval(row["value"], row["lower"], row["upper"], unit)
    persons = "" if row["n"] is None else f", {language.text('table.persons', n=numbers.whole(row['n']))}"
    return f"{measured(row, language, numbers)}: {stated}{persons}"


def description_of(item: Overseen, owed: Owed, language: Language) -> str:
    """The plan's own words on something owed that is a milestone; nothing of a delivery."""
    for milestone in item.milestones:
        if (milestone["kind"], milestone["milestone_date"]) == (owed.what, owed.due_date):
            return language.of(milestone, "description")
    return ""


def mark_name(kind: str, language: Language) -> str:
    """What a mark of the drawing stands for."""
    if kind == "delivery":
        return language.text("oversight.timeline.delivery")
    return language.name_of("milestone", kind)


def timeline_text(view: Oversight, language: Language, numbers: Numbers) -> str:
    """The drawing in words, without the data cuts and deliveries that come in a row."""
    first, last = view.data_cut, two_years_after(view.data_cut)
    sentences = []
    for item in view.agreements:
        if item.is_proposal:
            continue
        marks = sorted(marked_dates(item, first, last), key=lambda marked: marked[1])
        dates = "; ".join(
            f"{mark_name(kind, language)} {numbers.date(day)}"
            for kind, day in marks
            if kind not in ("data_cut", "delivery")
        )
        nothing = language.text("oversight.timeline.nothing")
        sentences.append(
            language.text("oversight.timeline.row", agreement=item.agreement_id, dates=dates or nothing)
        )
    return " ".join(sentences)
