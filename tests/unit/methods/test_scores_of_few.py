"""Means of scores that leave together: the scores of one to four persons stay open."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.methods.prom_groups import WHOLE
from pipelines.methods.prom_numbers import BOTH, GONE, ONLY_NOW, SCORED, WITHOUT, Number
from pipelines.methods.scores_of_few import open_means

SCALE, TIME = "eq_vas", 183
LATER = ("prom_change", "prom_baseline_answered", "prom_baseline_no_answer", "prom_baseline_difference")
KEYS = [("prom_mean", SCALE, 0), ("prom_mean", SCALE, TIME), *((name, SCALE, TIME) for name in LATER)]
GROUPS = {BOTH: ("both, before", "both, now"), WITHOUT: ("without",), GONE: ("gone",), ONLY_NOW: ("new",)}


def leave(both: int, without: int, gone: int, only_now: int) -> set[str]:
    """The means at two times that leave, of so many persons by when they have a score."""
    sizes = {BOTH: both, WITHOUT: without, GONE: gone, ONLY_NOW: only_now}
    numbers = {Number(*WHOLE, what, SCALE, TIME): n for what, n in sizes.items()}
    numbers[Number(*WHOLE, SCORED, SCALE, TIME)] = both + only_now
    numbers[Number(*WHOLE, SCORED, SCALE, 0)] = both + without + gone
    of_nobody = LATER[2:] if not without else ()
    keys = [key for key in KEYS if key[0] not in of_nobody]
    return {key[0] for key in open_means(WHOLE, keys, numbers)} & set(LATER)


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ((60, 30, 20, 10), set(LATER)),
        # Few are due without a later score: there is one baseline of two.
        ((60, 3, 20, 10), set(LATER[:2])),
        # Of those gone the two baselines and the mean of all would tell.
        ((60, 30, 3, 10), set(LATER[:2])),
        # Of those with a later score only the change would tell, beside the baseline of the same persons.
        ((60, 30, 20, 3), {LATER[0], LATER[2]}),
        # Few have one of both scores: the means at both times, beside the change, tell theirs.
        ((60, 3, 0, 0), set()),
        ((60, 0, 0, 3), {LATER[1]}),
        ((4, 30, 20, 10), {LATER[2]}),
    ],
)
def test_as_many_leave_as_tell_nothing_of_few(sizes: tuple[int, ...], expected: set[str]) -> None:
    assert leave(*sizes) == expected


@settings(max_examples=200, derandomize=True)
@given(st.tuples(*[st.integers(0, 7)] * 4))
def test_the_scores_of_few_can_be_moved_without_moving_a_mean(sizes: tuple[int, ...]) -> None:
    """Whoever knows all means that leave, and how many they are of, can sum the scores of no few."""
    n = dict(zip((BOTH, WITHOUT, GONE, ONLY_NOW), sizes, strict=True))
    persons = [(name, what) for what, names in GROUPS.items() for name in names for _ in range(n[what])]
    told = [row for row in _rows(persons, n, leave(*sizes)) if np.any(row)]
    if not told:
        return
    _, singular, directions = np.linalg.svd(np.array(told))
    free = directions[(singular > 1e-9).sum() :]
    for what in n:
        for name in GROUPS[what]:
            of_group = np.array([float(one == name) for one, _ in persons])
            if 1 <= n[what] <= 4 and not _is_few_in_all(persons, n, what):
                assert np.abs(free @ of_group).max(initial=0) > 1e-9


def _rows(persons: list, n: dict, names: set[str]) -> list[np.ndarray]:
    def mean_of(*groups: str) -> np.ndarray:
        return np.array([float(name in groups) for name, _ in persons])

    before, now = GROUPS[BOTH]
    rows = {
        LATER[0]: mean_of(now) - mean_of(before),
        LATER[1]: mean_of(before),
        LATER[2]: mean_of("without"),
        LATER[3]: mean_of(before) / max(1, n[BOTH]) - mean_of("without") / max(1, n[WITHOUT]),
    }
    return [mean_of(before, "without", "gone"), mean_of(now, "new"), *(rows[name] for name in names)]


def _is_few_in_all(persons: list, n: dict, what: str) -> bool:
    """Whether the mean at one time is of few by itself: it does not leave."""
    at_baseline, now = n[BOTH] + n[WITHOUT] + n[GONE], n[BOTH] + n[ONLY_NOW]
    return (what != ONLY_NOW and at_baseline < 5) or (what in (ONLY_NOW, BOTH) and now < 5)
