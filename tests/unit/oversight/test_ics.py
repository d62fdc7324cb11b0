"""The calendar file reads back as it was meant, and follows RFC 5545 line by line."""

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pipelines.oversight.ics import Event, calendar_text, escaped, folded

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=200)


def unfolded(text: str) -> list[str]:
    """Content lines as a reader gets them (RFC 5545, 3.1)."""
    assert text.endswith("\r\n")
    return text.replace("\r\n ", "").replace("\r\n\t", "").removesuffix("\r\n").split("\r\n")


def unescaped(value: str) -> str:
    """A TEXT value as a reader gets it (RFC 5545, 3.3.11)."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value), "a bare comma or semicolon parts a value"
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def parsed(text: str) -> list[tuple[str, dict[str, str]]]:
    """Every component with its properties, in the order in which they end."""
    components, open_ones = [], []
    for line in unfolded(text):
        name, _, value = line.partition(":")
        if name == "BEGIN":
            open_ones.append((value, {}))
        elif name == "END":
            assert open_ones[-1][0] == value
            components.append(open_ones.pop())
        else:
            assert name not in open_ones[-1][1], f"{name} twice"
            open_ones[-1][1][name] = value
    assert open_ones == []
    return components


def event(**values) -> Event:
    facts = {
        "uid": "EX001-reassessment@revurdering.invalid", "day": date(2026, 6, 30), "summary": "Revurdering",
        "description": "Syntetiske data", "category": "reassessment",
    }  # fmt: skip
    return Event(**facts | values)


def test_a_day_with_reminders_reads_back():
    text = calendar_text([event(remind_days_before=(180, 90, 30))], "Tilsyn", date(2026, 3, 31))
    components = parsed(text)
    assert [name for name, _ in components] == ["VALARM", "VALARM", "VALARM", "VEVENT", "VCALENDAR"]
    assert [values["TRIGGER"] for name, values in components if name == "VALARM"] == [
        "-P180D",
        "-P90D",
        "-P30D",
    ]
    assert components[0][1] == {"ACTION": "DISPLAY", "TRIGGER": "-P180D", "DESCRIPTION": "Revurdering"}
    assert components[3][1] == {
        "UID": "EX001-reassessment@revurdering.invalid",
        "DTSTAMP": "20260331T000000Z",
        "DTSTART;VALUE=DATE": "20260630",
        "DTEND;VALUE=DATE": "20260701",
        "SUMMARY": "Revurdering",
        "DESCRIPTION": "Syntetiske data",
        "CATEGORIES": "reassessment",
        "TRANSP": "TRANSPARENT",
    }
    calendar = components[-1][1]
    assert (calendar["VERSION"], calendar["METHOD"]) == ("2.0", "PUBLISH")
    assert calendar["PRODID"].startswith("-//")


def test_a_calendar_without_events_is_whole_and_the_same_every_time():
    assert [name for name, _ in parsed(calendar_text([], "x", date(2026, 6, 30)))] == ["VCALENDAR"]
    assert calendar_text([event()], "x", date(2026, 6, 30)) == calendar_text(
        [event()], "x", date(2026, 6, 30)
    )


def test_what_has_a_meaning_in_the_format_is_escaped():
    assert escaped("a,b;c\\d\ne\r\nf\rg") == r"a\,b\;c\\d\ne\nf\ng"
    assert escaped("x\x00\x07\x7fy\u2028z") == r"xy\nz"
    assert escaped("BEGIN:VALARM\r\nEND:VEVENT") == r"BEGIN:VALARM\nEND:VEVENT"


@given(texts)
def test_any_text_survives_escaping(text):
    kept = re.sub(r"\r\n?|\u2028|\u2029", "\n", text)
    assert unescaped(escaped(text)) == CONTROL.sub("", kept)
    assert "\n" not in escaped(text) and "\r" not in escaped(text)


@given(texts.map(lambda text: re.sub(r"[\r\n]", "", text)))
def test_any_line_is_folded_within_75_octets_and_between_characters(line):
    pieces = folded(line).split("\r\n")
    assert all(len(piece.encode("utf-8")) <= 75 for piece in pieces)
    assert all(piece.startswith(" ") for piece in pieces[1:])
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line


def test_lines_are_as_long_as_they_may_be():
    assert folded("x" * 75) == "x" * 75
    assert [len(piece) for piece in folded("x" * 200).split("\r\n")] == [75, 75, 52]
    assert [len(piece.encode()) for piece in folded("å" * 75).split("\r\n")] == [74, 75, 3]


@given(st.lists(st.tuples(texts, texts), max_size=4), texts)
def test_a_calendar_of_any_texts_reads_back(contents, name):
    events = [
        event(uid=f"EX{n:03d}@x", summary=summary, description=description, remind_days_before=(30,))
        for n, (summary, description) in enumerate(contents)
    ]
    components = parsed(calendar_text(events, name, date(2026, 6, 30)))
    found = [values for kind, values in components if kind == "VEVENT"]
    assert [values["UID"] for values in found] == [item.uid for item in events]
    for values, (summary, _) in zip(found, contents, strict=True):
        assert unescaped(values["SUMMARY"]) == unescaped(escaped(summary))
