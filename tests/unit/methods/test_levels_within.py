"""The numbers of those of unknown level are what is left of the whole, where that is known."""

from math import inf

import pytest

from pipelines.methods.answers_told import ASKED, NO, TREATED, YES
from pipelines.methods.levels_within import Levels, sizes_known, with_sums

LEVELS = Levels("sex", ("a", "b"), is_counted=False)
COURSE = "course/gap_90"
ANYBODY = 0, inf


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


@pytest.mark.parametrize(
    ("told", "of_others"),
    [
        ({ASKED: (5, inf)}, {ASKED: (5, inf), YES: ANYBODY, NO: ANYBODY}),
        ({ASKED: (5, inf), YES: (10, inf)}, {ASKED: (5, inf), YES: ANYBODY, NO: ANYBODY}),
        ({ASKED: (5, inf), YES: (5, inf), NO: (0, 0)}, {ASKED: (5, inf), YES: (5, inf), NO: (5, inf)}),
        ({}, {ASKED: ANYBODY, YES: ANYBODY, NO: ANYBODY}),
    ],
    ids=["who was asked, as on treatment by some time", "a median beside it", "both answers", "nothing"],
)
def test_a_level_that_leaves_says_of_others_what_its_rows_count(told, of_others):
    """That nobody or at least five gave each answer, where rows count answers."""
    numbers = {("inside", COURSE, answer): (*ANYBODY, n) for answer, n in ((ASKED, 24), (YES, 17), (NO, 7))}
    for level, exact in (("a", (12, 12, 0)), ("b", (12, 5, 7))):
        for answer, n in zip((ASKED, YES, NO), exact, strict=True):
            numbers[f"sex/{level}", COURSE, answer] = (
                *(told.get(answer, ANYBODY) if level == "a" else ANYBODY),
                n,
            )
    found = with_sums(numbers, LEVELS, {COURSE})
    assert {answer: found["sex/b", COURSE, answer][:2] for answer in (ASKED, YES, NO)} == of_others


def known(*editions: tuple[int, int, int], is_counted: bool = True) -> list[set[str]]:
    """The levels of which sizes are thought of as known together; treated of a, b and c at each cut."""
    levels = Levels("region", ("a", "b", "c"), is_counted)
    told = []
    for n_of in editions:
        numbers = {("inside", TREATED, ASKED): (*ANYBODY, sum(n_of))}
        for level, n in zip(levels.names, n_of, strict=True):
            numbers[f"region/{level}", TREATED, ASKED] = *ANYBODY, n
        told.append(numbers)
    return [{name.removeprefix("region/") for name in names} for names in sizes_known(told, levels)]


@pytest.mark.parametrize(
    ("found", "together"),
    [
        (known((40, 50, 60)), [set()]),
        (known((40, 50, 3)), [set(), {"b"}, {"a"}]),
        (known((40, 2, 3)), [set(), {"a"}]),
        (known((4, 9, 9), (40, 50, 60)), [set(), {"b", "c"}, {"a", "c"}]),
        (known((2, 3, 9), (40, 50, 60)), [set(), {"a", "b", "c"}]),
        (known((40, 50, 3), is_counted=False), [set()]),
    ],
    ids=["none of few", "one of few", "two of few", "one, earlier", "two, earlier", "not counted"],
)
def test_beside_one_level_of_few_all_others_are_never_known_and_beside_several_they_may_be(found, together):
    assert found == together
