"""Lines of therapy, counted person by person: the rule of the agreements, written apart from the pipeline's.

A line begins with its first record. What is given within 28 days of that belongs to it. The next line begins
with a substance that is not among them, later than that, or with any record after more than 180 days without.
"""

from dataclasses import dataclass

import polars as pl

COMBINATION_DAYS = 28
LONGEST_PAUSE_DAYS = 180
BRIDGING_DAYS = 60


@dataclass
class Line:
    """One line: first and last day of its records, and its substances."""

    begins: int
    last: int
    substances: set[str]


def lines_of(records: list[tuple[int, str]]) -> list[Line]:
    """Lines of one person from (day, substance), in any order."""
    given: dict[int, set[str]] = {}
    for day, substance in records:
        given.setdefault(day, set()).add(substance)
    found: list[Line] = []
    for day in sorted(given):
        line = found[-1] if found else None
        if line is not None and day - line.last <= LONGEST_PAUSE_DAYS:
            if day - line.begins <= COMBINATION_DAYS:
                line.substances |= given[day]
                line.last = day
                continue
            if given[day] <= line.substances:
                line.last = day
                continue
        found.append(Line(day, day, set(given[day])))
    return found


def lines_of_persons(records: pl.DataFrame) -> dict[int, list[Line]]:
    """Lines of each person of `records` (`person, day, atc`)."""
    by_person: dict[int, list[tuple[int, str]]] = {}
    for person, day, substance in records.select("person", "day", "atc").iter_rows():
        by_person.setdefault(person, []).append((day, substance))
    return {person: lines_of(found) for person, found in by_person.items()}


def number_of_line(lines: list[Line], day: int) -> int:
    """Number, from 1, of the line that holds the records of `day`."""
    return next(number for number, line in enumerate(lines, 1) if line.begins <= day <= line.last)
