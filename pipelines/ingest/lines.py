"""Where the records of a CSV file stand: line numbers that a person finds again in an editor.

The first line, the header, is line 1. Nearly always a record is a line; quoted line breaks and blank lines
shift the count, and so do records that the reader rejected. A record that spans lines has the number of
its first line.
"""

import csv
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

LARGEST_FIELD = 16 * 1024 * 1024


class OpenQuote(csv.Error):
    """A quote that is opened on `line` is never closed: what follows it is no record."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


class Record(NamedTuple):
    line: int
    text: str
    fields: list[str]


def records(lines: Iterable[str], delimiter: str) -> Iterator[Record]:
    """Every record of the lines, header first, blank lines skipped. Raises OpenQuote, and csv.Error where a
    field is longer than LARGEST_FIELD."""
    csv.field_size_limit(LARGEST_FIELD)
    taken: list[str] = []
    last: tuple[int, str] | None = None

    def noted() -> Iterator[str]:
        for line in lines:
            taken.append(line)
            yield line

    reader = csv.reader(noted(), delimiter=delimiter)
    for fields in reader:
        if fields:
            yield Record(reader.line_num - len(taken) + 1, "".join(taken).rstrip("\r\n"), fields)
        last = reader.line_num - len(taken) + 1, "".join(taken)
        taken.clear()
    if last and _ends_in_quotes(last[1], delimiter):
        raise OpenQuote(last[0])


def _ends_in_quotes(text: str, delimiter: str) -> bool:
    """Whether the last record of a file ends inside quotes: only a strict reader says so."""
    try:
        list(csv.reader([text], delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end of data" in str(error)
    return False


class Stretch(NamedTuple):
    """From record `first_record` (0 is the first after the header) on, lines follow one another."""

    first_record: int
    reader_line: int
    """Where the reader thinks the record is: to it a quoted line break is no new line."""
    line: int


@dataclass(frozen=True)
class LineMap:
    """Record numbers and line numbers of one file, in stretches without a shift."""

    stretches: Sequence[Stretch] = (Stretch(0, 2, 2),)

    def record_at(self, reader_line: int) -> int:
        stretch = self.stretches[
            max(0, bisect_right(self.stretches, reader_line, key=lambda s: s.reader_line) - 1)
        ]
        return stretch.first_record + reader_line - stretch.reader_line

    def line_of(self, record: int) -> int:
        stretch = self.stretches[
            max(0, bisect_right(self.stretches, record, key=lambda s: s.first_record) - 1)
        ]
        return stretch.line + record - stretch.first_record

    def offsets(self, rejected: Sequence[int]) -> list[tuple[int, int]]:
        """For the rows that were kept: (first row, line − row); `rejected` record numbers are sorted."""
        shifts = [record - count for count, record in enumerate(rejected)]
        starts = {0, *shifts}
        starts |= {s.first_record - bisect_left(rejected, s.first_record) for s in self.stretches}
        found: list[tuple[int, int]] = []
        for start in sorted(starts):
            offset = self.line_of(start + bisect_right(shifts, start)) - start
            if not found or found[-1][1] != offset:
                found.append((start, offset))
        return found


def line_map(found: Iterable[Record]) -> tuple[LineMap, int]:
    """Map of a file's records, header first, and how many there are without the header."""
    stretches: list[Stretch] = []
    n_records = 0
    previous_line, previous_reader_line, previous_height = 0, 0, 1
    for number, record in enumerate(found, start=-1):
        n_blank = record.line - previous_line - previous_height if number >= 0 else 0
        reader_line = previous_reader_line + 1 + n_blank
        if number >= 0:
            n_records += 1
            if not stretches or (record.line - number, reader_line - number) != (
                stretches[-1].line - stretches[-1].first_record,
                stretches[-1].reader_line - stretches[-1].first_record,
            ):
                stretches.append(Stretch(number, reader_line, record.line))
        previous_line, previous_reader_line = record.line, reader_line
        previous_height = record.text.count("\n") + 1
    return LineMap(tuple(stretches) or LineMap().stretches), n_records
