"""The numbers of those of unknown level are what is left of the whole, where that is known."""

import pytest

from pipelines.methods.answers_told import ASKED, YES
from pipelines.methods.levels_within import Levels, with_sums

LEVELS = Levels("sex", ("a", "b"), is_counted=False)
COURSE = "course/gap_90"
ANYBODY = 0, float("inf")


def exactly(whole: int | None, **levels: int | None) -> dict[str, tuple[int | None, int | None]]:
    """By cohort, who are asked and who say yes; `levels` have so many yes of ten asked."""
    numbers = {("inside", COURSE, ASKED): (*ANYBODY, 25), ("inside", COURSE, YES): (*ANYBODY, whole)}
    for level, yes in levels.items():
        numbers[f"sex/{level}", COURSE, ASKED] = *ANYBODY, 10
        if yes is not None:
            numbers[f"sex/{level}", COURSE, YES] = *ANYBODY, yes
    found = with_sums(numbers, LEVELS, {COURSE})
    return {
        level: tuple(found.get((f"sex/{level}", COURSE, answer), (None,))[-1] for answer in (ASKED, YES))
        for level in ("a", "b", "")
    }


@pytest.mark.parametrize(
    ("found", "a", "b", "unknown"),
    [
        (exactly(20, a=8, b=9), (10, 8), (10, 9), (5, 3)),
        (exactly(20, a=8), (10, 8), (0, 0), (15, 12)),
        (exactly(20, a=8, b=None), (10, 8), (10, None), (5, None)),
        (exactly(20, a=None, b=None), (10, None), (10, None), (5, None)),
        (exactly(None, a=8, b=9), (10, 8), (10, 9), (5, None)),
    ],
    ids=["known of both", "nobody asked of the one", "not known of one", "of none", "not of the whole"],
)
def test_that_it_is_not_known_who_said_yes_of_a_level_is_not_that_nobody_did(found, a, b, unknown):
    assert found == {"a": a, "b": b, "": unknown}
