"""Lines of therapy as the planted truth counts them, on histories small enough to read."""

import polars as pl
import pytest

from sample_data.generator.lines import lines_of, lines_of_persons, number_of_line

A, B, C = "L01EB04", "L01BA04", "L01XA02"


@pytest.mark.parametrize(
    ("records", "begins"),
    [
        ([(0, A)], [0]),
        ([(0, A), (28, B)], [0]),  # the last day of the window
        ([(0, A), (29, B)], [0, 29]),
        ([(0, A), (180, A)], [0]),
        ([(0, A), (181, A)], [0, 181]),  # the same drug again
        ([(0, A), (10, B), (100, B), (150, A)], [0]),  # one of two is dropped and taken up again
        ([(0, A), (10, B), (60, C), (70, B)], [0, 60]),  # what goes on beside the new drug
        ([(0, A), (60, B), (100, A)], [0, 60, 100]),  # and what comes back later
        ([(0, A), (60, B), (88, A)], [0, 60]),
        ([(0, A), (60, B), (60, A)], [0, 60]),
    ],
)
def test_a_line_begins_where_the_rule_says(records, begins):
    assert [line.begins for line in lines_of(records)] == begins
    assert [line.begins for line in lines_of(records[::-1])] == begins


def test_every_record_lies_in_one_line():
    records = [(0, A), (10, B), (60, C), (70, B), (300, A)]
    lines = lines_of(records)
    assert [number_of_line(lines, day) for day, _ in records] == [1, 1, 2, 2, 3]
    assert lines[0].substances == {A, B} and lines[0].last == 10


def test_persons_are_counted_apart():
    records = pl.DataFrame({"person": [1, 2, 1], "day": [0, 40, 80], "atc": [A, B, B]})
    assert {who: len(lines) for who, lines in lines_of_persons(records).items()} == {1: 2, 2: 1}
