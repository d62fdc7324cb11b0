"""What a row of one level says of every other is of the answers that it counts."""

from datetime import date
from math import inf

import pytest

from pipelines.methods.answer_series import Told
from pipelines.methods.answers_beside import _of_each_level
from pipelines.methods.answers_told import ASKED, NO, YES, Limit
from pipelines.methods.levels_within import Levels

LEVELS = Levels("sex", ("a", "b"), is_counted=False)
COURSE = "course/gap_90"
NUMBERS = {"a": (40, 25, 15), "b": (9, 7, 2), "": (0, 0, 0)}
NOW = Told(
    "now",
    date(2026, 6, 30),
    {
        (f"sex/{level}", COURSE, answer): (0, inf, n)
        for level, of_level in NUMBERS.items()
        for answer, n in zip((ASKED, YES, NO), of_level, strict=True)
    },
)
"""Of level b nine were asked, of whom two say no: of these a row by some time knows nothing."""
FIVE, NOBODY = (5, inf), (0, 0)


@pytest.mark.parametrize(
    ("measure", "time_days", "of_b"),
    [
        ("treatment_duration", 183, {ASKED: FIVE}),
        ("drug_cost_on_treatment", None, {ASKED: FIVE, YES: FIVE, NO: FIVE}),
    ],
    ids=["of who was asked alone", "of both answers"],
)
def test_a_row_says_of_other_levels_what_it_counts(measure, time_days, of_b):
    row = {
        "agreement_id": "EX004", "cohort": "inside", "subgroup": "sex", "level": "a", "measure": measure,
        "variant": "gap_90", "time_days": time_days, "n_exactly": 40, "n_events_exactly": 12,
    }  # fmt: skip
    found = {(of["level"], told.answer): told for of, told in _of_each_level(row, LEVELS, NOW)}
    assert {answer: found.get(("b", answer)) for answer in of_b} == {
        answer: Limit(answer, *limits) for answer, limits in of_b.items()
    }
    assert {answer for level, answer in found if level == "b"} == set(of_b)
    assert all(found["", answer] == Limit(answer, *NOBODY) for answer in of_b)
