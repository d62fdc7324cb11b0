"""The checks of oversight find nothing in sound rows and object to broken ones."""

import pytest

from tests.support.checks import offending

AGREEMENTS = """
    agreement_id
    EX001
    EX006
"""


@pytest.mark.parametrize(
    ("overseen", "offenders"),
    [(["EX001", "EX006"], []), (["EX001"], ["EX006"]), (["EX001", "EX006", "EX009"], ["EX009"])],
)
def test_oversight_every_agreement_once(overseen, offenders):
    found = offending(
        "result/oversight__every_agreement_once",
        {"agreement.agreement": AGREEMENTS, "result.oversight": "agreement_id\n" + "\n".join(overseen)},
    )
    assert [row["agreement_id"] for row in found] == offenders


@pytest.mark.parametrize(
    ("row", "is_sound"),
    [
        ("2026-03-01 | 2026-02-01 | done", True),
        ("2026-06-30 | -          | due", True),
        ("2026-06-29 | -          | late", True),
        ("2027-03-01 | 2026-06-30 | done", True),
        ("2027-03-01 | 2026-07-01 | done", False),
        ("2026-03-01 | -          | done", False),
        ("2026-03-01 | 2026-04-01 | late", False),
        ("2026-06-30 | -          | late", False),
        ("2026-06-29 | -          | due", False),
        ("2026-06-29 | -          | future", False),
    ],
)
def test_obligation_status_fits_its_dates(row, is_sound):
    given = "agreement_id | data_cut | kind | what | due_date | done_date | status\n"
    found = offending(
        "result/obligation__status_fits_its_dates",
        {"result.obligation": given + f"EX001 | 2026-06-30 | delivery | npr | {row}"},
    )
    assert (found == []) == is_sound
