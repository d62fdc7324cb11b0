"""Lines of therapy: the frame-wise rule against a plain loop over one person's records; what always holds."""

from collections.abc import Iterable
from datetime import date, timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.methods.therapy_lines import therapy_lines

Record = tuple[str, int, str]
"""Person, day of the record, substance."""

quick = settings(max_examples=80, derandomize=True)
days = st.one_of(st.integers(0, 60), st.integers(0, 900), st.sampled_from([28, 29, 180, 181, 208, 209, 361]))
records_of_people = st.lists(
    st.tuples(st.sampled_from(["P", "Q", "R"]), days, st.sampled_from("ABCD")), max_size=30
)
windows = st.sampled_from([0, 1, 28, 60])
gaps = st.sampled_from([1, 20, 28, 90, 180])


def numbered(records: Iterable[Record], window: int = 28, gap: int = 180) -> dict[Record, int]:
    """Each record's line number by the method."""
    frame = pl.DataFrame(
        [
            (person, date(2020, 1, 1) + timedelta(days=day), substance, window, gap)
            for person, day, substance in records
        ],
        schema={
            "person_id": pl.String, "exposure_date": pl.Date, "atc_code": pl.String,
            "combination_window_days": pl.Int32, "new_line_gap_days": pl.Int32,
        },
        orient="row",
    )  # fmt: skip
    lines = therapy_lines(frame, ["person_id"])
    assert lines.height == frame.height
    return {
        (person, (dated - date(2020, 1, 1)).days, substance): number
        for person, dated, substance, number in lines.select(
            "person_id", "exposure_date", "atc_code", "line_number"
        ).iter_rows()
    }


def plainly_numbered(records: Iterable[Record], window: int, gap: int) -> dict[Record, int]:
    """The same rule as a person reads it: day by day through one person's records."""
    numbers: dict[Record, int] = {}
    for person in {record[0] for record in records}:
        own = sorted({record for record in records if record[0] == person}, key=lambda record: record[1])
        line, start, last, substances = 0, None, None, set()
        for day in sorted({record[1] for record in own}):
            today = {record[2] for record in own if record[1] == day}
            is_pause = last is not None and day - last > gap
            if start is None or is_pause or (day > start + window and not today <= substances):
                line, start, substances = line + 1, day, set()
            if day <= start + window:
                substances |= today
            last = day
            numbers |= {(person, day, substance): line for substance in today}
    return numbers


@quick
@given(records_of_people, windows, gaps)
def test_it_is_the_rule_read_day_by_day(records: list[Record], window: int, gap: int) -> None:
    assert numbered(records, window, gap) == plainly_numbered(records, window, gap)


@quick
@given(records_of_people)
def test_a_person_stands_alone(records: list[Record]) -> None:
    together = numbered(records)
    apart: dict[Record, int] = {}
    for person in {record[0] for record in records}:
        apart |= numbered([record for record in records if record[0] == person])
    assert together == apart


@quick
@given(records_of_people, st.randoms(use_true_random=False))
def test_neither_order_nor_a_record_sent_twice_matters(records: list[Record], random: object) -> None:
    shuffled = records + records[: len(records) // 2]
    random.shuffle(shuffled)
    assert numbered(shuffled) == numbered(records)


def test_day_28_is_in_the_combination_and_day_29_is_the_next_line() -> None:
    assert set(numbered([("P", 0, "A"), ("P", 28, "B")]).values()) == {1}
    assert numbered([("P", 0, "A"), ("P", 29, "B")]) == {("P", 0, "A"): 1, ("P", 29, "B"): 2}


def test_a_pause_of_180_days_goes_on_and_one_of_181_begins_a_line() -> None:
    assert set(numbered([("P", 0, "A"), ("P", 180, "A")]).values()) == {1}
    assert numbered([("P", 0, "A"), ("P", 181, "A")]) == {("P", 0, "A"): 1, ("P", 181, "A"): 2}


def test_a_pause_is_counted_from_the_last_record_of_any_substance() -> None:
    assert set(numbered([("P", 0, "A"), ("P", 10, "B"), ("P", 100, "B"), ("P", 200, "A")]).values()) == {1}


def test_the_window_is_counted_from_the_start_of_the_line_it_is_in() -> None:
    """B begins line 2 on day 100; C on day 128 is given beside it, on day 129 it would be a third."""
    base = [("P", 0, "A"), ("P", 100, "B")]
    assert numbered([*base, ("P", 128, "C")])["P", 128, "C"] == 2
    assert numbered([*base, ("P", 129, "C")])["P", 129, "C"] == 3


def test_what_was_given_in_an_earlier_line_is_new_in_a_later_one() -> None:
    assert list(numbered([("P", 0, "A"), ("P", 50, "B"), ("P", 100, "A")]).values()) == [1, 2, 3]


def test_nobody_has_no_lines() -> None:
    assert numbered([]) == {}
