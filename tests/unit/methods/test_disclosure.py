"""No released set of sums lets a small count be worked out."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.methods.disclosure import feasible_interval, is_sensitive, releasable
from pipelines.methods.flow_groups import SUMS

GROUPS = ("inside", "undetermined", "outside", "earlier_starter")


def flow(*sizes: int) -> dict[str, int]:
    return dict(zip(GROUPS, sizes, strict=True))


def test_zero_is_not_a_person_and_five_are_enough():
    assert [is_sensitive(count) for count in (0, 1, 4, 5)] == [False, True, True, False]


def test_everything_leaves_when_no_group_is_small():
    assert releasable(flow(300, 20, 12, 40), SUMS, list(SUMS)) == set(SUMS)


def test_a_small_group_takes_another_with_it():
    released = releasable(flow(300, 2, 12, 40), SUMS, list(SUMS))
    assert "undetermined" not in released
    assert {"inside", "all_treated"} <= released
    assert "outside" not in released, "all − inside − outside would give the small group away"
    assert "inside_or_undetermined" not in released


def test_a_lone_small_difference_hides_the_total():
    released = releasable(flow(300, 0, 2, 40), SUMS, list(SUMS))
    assert "inside" in released
    assert "all_treated" not in released


def test_the_feasible_interval_is_exact():
    cells = {"a": 3, "b": 7, "c": 5}
    assert feasible_interval("a", cells, [("a", "b")]) == (0, 10)
    assert feasible_interval("a", cells, [("a", "b"), ("b", "c")]) == (0, 10)
    assert feasible_interval("a", cells, [("a", "b"), ("b",)]) == (3, 3)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.tuples(*[st.integers(0, 9)] * 4))
def test_an_attacker_who_tries_every_flow_still_finds_one_to_four(sizes):
    """Brute force in place of our linear programme: all flows that agree with what was released."""
    cells = flow(*sizes)
    released = releasable(cells, SUMS, list(SUMS))
    flows = dict(zip(GROUPS, np.indices((sum(sizes) + 5,) * 4), strict=True))
    agrees = np.ones(flows["inside"].shape, dtype=bool)
    for name in released:
        agrees &= sum(flows[cell] for cell in SUMS[name]) == sum(cells[cell] for cell in SUMS[name])
    for name in GROUPS:
        if is_sensitive(cells[name]):
            assert {1, 2, 3, 4} <= set(flows[name][agrees].tolist()), (sizes, released)
