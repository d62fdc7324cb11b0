"""Writes a calendar file (iCalendar, RFC 5545): whole days with reminders, the same bytes every time."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

PRODUCT = "-//Revurdering//Oversight of agreements//NB"
LONGEST_LINE = 75
"""Octets of a line before it is folded; the line break is not counted."""


@dataclass(frozen=True)
class Event:
    """One whole day. `uid` is the same in every edition: a calendar renews the event, it adds none."""

    uid: str
    day: date
    summary: str
    description: str
    category: str
    remind_days_before: tuple[int, ...] = ()


def calendar_text(events: Iterable[Event], name: str, stamp: date) -> str:
    """The file's text, CRLF between lines. `stamp` is when its content was known: no clock is read."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    for event in events:
        lines += _event_lines(event, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def escaped(text: str) -> str:
    """A TEXT value: backslash, semicolon, comma and line breaks are escaped, control characters left out."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    plain = "".join(c for c in whole if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    for character in ("\\", ";", ","):
        plain = plain.replace(character, f"\\{character}")
    return plain.replace("\n", "\\n")


def folded(line: str) -> str:
    """The line in pieces of at most 75 octets; pieces after the first begin with a blank.

    A piece never ends inside a character: readers that unfold after decoding would lose it.
    """
    return "\r\n ".join(_pieces(line))


def _pieces(line: str) -> Iterator[str]:
    piece, octets, room = "", 0, LONGEST_LINE
    for character in line:
        size = len(character.encode("utf-8"))
        if octets + size > room:
            yield piece
            piece, octets, room = "", 0, LONGEST_LINE - 1
        piece += character
        octets += size
    yield piece


def _event_lines(event: Event, stamp: date) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{escaped(event.uid)}",
        f"DTSTAMP:{stamp:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(event.summary)}",
        f"DESCRIPTION:{escaped(event.description)}",
        f"CATEGORIES:{escaped(event.category)}",
        "TRANSP:TRANSPARENT",
    ]
    for days in event.remind_days_before:
        lines += [
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"TRIGGER:-P{days}D",
            f"DESCRIPTION:{escaped(event.summary)}",
            "END:VALARM",
        ]
    return [*lines, "END:VEVENT"]
