"""A cut is made after each quarter, at its last day."""

from datetime import date

import pytest

from pipelines.schedules import last_quarter_end


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 7, 1), date(2026, 6, 30)),
        (date(2026, 1, 1), date(2025, 12, 31)),
        (date(2026, 4, 1), date(2026, 3, 31)),
        (date(2026, 12, 31), date(2026, 9, 30)),
        (date(2024, 6, 30), date(2024, 3, 31)),
    ],
)
def test_the_last_day_of_the_quarter_that_has_ended(today, expected):
    assert last_quarter_end(today) == expected
