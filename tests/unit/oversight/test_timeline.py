"""The timeline: two years from the cut, each mark where its date is."""

from datetime import date
from itertools import pairwise

import pytest

from pipelines.oversight.timeline import TIMELINE_SIZES, quarter_starts, timeline, two_years_after
from pipelines.oversight.view import oversight_view
from pipelines.reports.edition import open_edition


@pytest.fixture(scope="module")
def view(overseen):
    with open_edition(overseen) as edition:
        return oversight_view(edition)


@pytest.mark.parametrize("size", TIMELINE_SIZES, ids=lambda size: size.name)
def test_marks_lie_in_the_frame_in_the_order_of_their_dates(view, size):
    frame = timeline(view, size)
    assert [row.label for row in frame.rows] == ["EX001", "EX002", "EX003", "EX004", "EX005"]
    for row in frame.rows:
        assert all(size.left <= mark.x <= size.right for mark in row.marks)
        (reassessment,) = [mark for mark in row.marks if mark.kind == "reassessment"]
        (expiry,) = [mark for mark in row.marks if mark.kind == "legal_basis_expires"]
        assert reassessment.x == size.left
        share = (date(2027, 12, 31) - date(2026, 6, 30)).days / (date(2028, 6, 30) - date(2026, 6, 30)).days
        assert expiry.x == pytest.approx(size.left + share * (size.right - size.left), abs=0.1)
        assert row.marks[-1].kind == "reassessment", "the most important mark is drawn last, on top"


@pytest.mark.parametrize("size", TIMELINE_SIZES, ids=lambda size: size.name)
def test_labels_and_legend_stay_in_the_drawing(view, size):
    frame = timeline(view, size)
    labelled = [x for x, _, _, has_label in frame.ticks if has_label]
    assert len(labelled) >= 3
    assert all(later - earlier >= 60 for earlier, later in pairwise(labelled))
    assert labelled[-1] + 60 <= size.width
    assert all(y < frame.height for _, y, _ in frame.legend)
    drawn = {mark.kind for row in frame.rows for mark in row.marks}
    assert {kind for _, _, kind in frame.legend} == drawn


def test_ticks_are_the_first_days_of_eight_quarters(view):
    ticks = timeline(view, TIMELINE_SIZES[0]).ticks
    assert [(year, quarter) for _, quarter, year, _ in ticks] == [
        (2026, 3), (2026, 4), *((2027, quarter) for quarter in (1, 2, 3, 4)), (2028, 1), (2028, 2),
    ]  # fmt: skip


def test_late_and_done_deliveries_are_not_ahead(view):
    frame = timeline(view, TIMELINE_SIZES[0])
    for row, item in zip(frame.rows, view.agreements, strict=False):
        ahead = {
            o["due_date"]
            for o in item.obligations
            if o["kind"] == "delivery" and o["status"] in ("due", "future")
        }
        assert len([mark for mark in row.marks if mark.kind == "delivery"]) == len(
            {day for day in ahead if day <= date(2028, 6, 30)}
        )


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2026, 6, 30), date(2028, 6, 30)),
        (date(2024, 2, 29), date(2026, 2, 28)),
        (date(2026, 2, 28), date(2028, 2, 28)),
    ],
)
def test_two_years_after(day, later):
    assert two_years_after(day) == later


def test_quarters_begin_in_the_span():
    assert quarter_starts(date(2026, 4, 1), date(2026, 10, 1)) == [date(2026, 4, 1), date(2026, 7, 1)]
