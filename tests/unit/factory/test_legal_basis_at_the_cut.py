"""When an agreement's numbers may be seen as they are: within the dates of its basis and of its data's."""

from datetime import date

import pytest

from pipelines.editions import without_basis

CUT = date(2026, 6, 30)
FIRST, LAST = date(2022, 1, 1), date(2027, 12, 31)


@pytest.mark.parametrize("dates", [(FIRST, LAST, None), (FIRST, LAST, LAST), (CUT, CUT, CUT)])
def test_a_basis_in_force(dates):
    assert without_basis(CUT, *dates) is None


@pytest.mark.parametrize(
    ("dates", "reason"),
    [
        ((None, None, LAST), "which states no legal basis for it"),
        ((date(2026, 7, 1), LAST, None), "whose legal basis begins on 2026-07-01"),
        ((FIRST, date(2026, 6, 29), LAST), "whose legal basis expired on 2026-06-29"),
        ((FIRST, LAST, date(2026, 6, 29)), "whose legal basis expired on 2026-06-29"),
    ],
)
def test_no_basis_in_force(dates, reason):
    assert without_basis(CUT, *dates) == reason
