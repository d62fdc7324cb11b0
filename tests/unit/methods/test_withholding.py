"""What leaves of counts of any shape, attacked by integer programming of another make (`tests/attack`)."""

from collections.abc import Collection
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.methods.flow_groups import SUMS
from pipelines.methods.withholding import Count, Knowledge, judged, withheld
from tests.attack.puzzle import Puzzle

ROWS, COLUMNS = ("a", "b", "c"), ("x", "y", "z")


def table_counts(sizes: dict[tuple[str, str], int]) -> list[Count]:
    """Every cell of a table, every sum of a row or column, and the sum of all."""
    sums = {cell: (cell,) for cell in sizes}
    sums |= {("row", row): tuple(cell for cell in sizes if cell[0] == row) for row in ROWS}
    sums |= {("column", column): tuple(cell for cell in sizes if cell[1] == column) for column in COLUMNS}
    sums["all"] = tuple(sizes)
    return [Count(name, groups, sum(sizes[group] for group in groups)) for name, groups in sums.items()]


def found_out(counts: list[Count], hidden: set, puzzle: Puzzle) -> list:
    """Small counts that can no longer be any of 1 to 4 persons, by what is told."""
    for count in counts:
        puzzle.know(count.groups, 0)
        if count.name not in hidden:
            puzzle.is_exactly(count.groups, count.n)
    small = [count for count in counts if 1 <= count.n <= 4]
    assert {count.name for count in small} <= hidden
    return [count.name for count in small if not puzzle.hides_one_to_four(count.groups)]


def table_of(*sizes: int) -> dict[tuple[str, str], int]:
    return dict(zip(product(ROWS, COLUMNS), sizes, strict=True))


def test_without_small_counts_everything_leaves():
    counts = table_counts(table_of(5, 9, 0, 12, 7, 30, 0, 0, 8))
    assert withheld(counts, Knowledge()) == set()


def test_a_small_cell_takes_one_of_its_row_and_one_of_its_column_with_it():
    counts = table_counts(table_of(3, 20, 30, 20, 40, 50, 30, 50, 60))
    hidden = withheld(counts, Knowledge())
    assert ("a", "x") in hidden and len(hidden) in (3, 4)
    assert found_out(counts, hidden, Puzzle()) == []


def test_what_is_dear_is_told_and_what_is_cheap_hides_it():
    dear = {("column", "x"), ("row", "a"), "all"}
    counts = [
        Count(count.name, count.groups, count.n, cost=100 if count.name in dear else 1)
        for count in table_counts(table_of(3, 20, 30, 20, 40, 50, 30, 50, 60))
    ]
    assert not withheld(counts, Knowledge()) & dear


@settings(max_examples=40, derandomize=True)
@given(st.lists(st.sampled_from((0, 1, 2, 4, 5, 7, 12)), min_size=9, max_size=9))
def test_no_small_count_of_a_table_is_found_out(sizes):
    counts = table_counts(table_of(*sizes))
    assert found_out(counts, withheld(counts, Knowledge()), Puzzle()) == []


@settings(max_examples=15, derandomize=True)
@given(st.lists(st.sampled_from((0, 1, 2, 4, 5, 7, 12)), min_size=9, max_size=9))
def test_no_count_is_withheld_that_could_be_told_beside_the_others(sizes):
    counts = table_counts(table_of(*sizes))
    hidden = withheld(counts, Knowledge())
    for count in counts:
        if count.name in hidden and not 1 <= count.n <= 4:
            assert found_out(counts, hidden - {count.name}, Puzzle()), (sizes, count.name)


FLOW = ("inside", "undetermined", "outside", "earlier_starter")


@settings(max_examples=30, derandomize=True)
@given(st.tuples(*[st.integers(0, 9)] * 4))
def test_who_tries_every_patient_flow_still_finds_one_to_four(sizes):
    """Brute force in place of any linear programme: all flows that agree with what is told."""
    n = dict(zip(FLOW, sizes, strict=True))
    counts = [Count(name, groups, sum(n[group] for group in groups)) for name, groups in SUMS.items()]
    hidden = withheld(counts, Knowledge())
    flows = dict(zip(FLOW, np.indices((sum(sizes) + 5,) * 4), strict=True))
    agrees = np.ones(flows["inside"].shape, dtype=bool)
    for count in counts:
        if count.name not in hidden:
            agrees &= sum(flows[group] for group in count.groups) == count.n
    for group in FLOW:
        assert not 1 <= n[group] <= 4 or {1, 2, 3, 4} <= set(flows[group][agrees].tolist()), (sizes, hidden)


GROUPS = tuple("abcdef")


@settings(max_examples=40, derandomize=True)
@given(
    st.lists(st.integers(0, 9), min_size=6, max_size=6),
    st.lists(st.sets(st.sampled_from(GROUPS), min_size=1), min_size=2, max_size=9, unique_by=frozenset),
)
def test_no_small_count_of_overlapping_groups_is_found_out(sizes, sums):
    n = dict(zip(GROUPS, sizes, strict=True))
    counts = [Count(frozenset(one), tuple(sorted(one)), sum(n[group] for group in one)) for one in sums]
    assert found_out(counts, withheld(counts, Knowledge()), Puzzle()) == []


def series(
    then: dict, now: dict, hidden_then: set, over: Collection = ()
) -> tuple[Knowledge, list, list[Count]]:
    """What was told of a table then, what was small and hidden, and the counts of now.

    Nobody leaves a cell, and nobody comes to those that are `over`.
    """
    knowledge, hidden = Knowledge(), []
    for count in table_counts(then):
        groups = [("then", group) for group in count.groups]
        if count.name not in hidden_then:
            knowledge.is_exactly(groups, count.n)
        elif 1 <= count.n <= 4:
            hidden.append(groups)
    for cell in then:
        relate = knowledge.assume_equal if cell in over else knowledge.assume_growth
        relate([("then", cell)], [("now", cell)])
    counts = [
        Count(count.name, tuple(("now", group) for group in count.groups), count.n)
        for count in table_counts(now)
    ]
    return knowledge, hidden, counts


cell_sizes = st.lists(st.sampled_from((0, 1, 3, 5, 8)), min_size=9, max_size=9)


@settings(max_examples=30, derandomize=True)
@given(cell_sizes, cell_sizes)
def test_what_was_hidden_stays_hidden_when_the_groups_have_grown(sizes, more):
    then, now = table_of(*sizes), table_of(*(one + two for one, two in zip(sizes, more, strict=True)))
    of_then = table_counts(then)
    hidden_then = withheld(of_then, Knowledge())
    knowledge, hidden, counts = series(then, now, hidden_then)
    puzzle = Puzzle()
    for count in of_then:
        if count.name not in hidden_then:
            puzzle.is_exactly([("then", group) for group in count.groups], count.n)
    for cell in then:
        puzzle.know([("now", cell)], 0, taken=[("then", cell)])
    assert found_out(counts, withheld(counts, knowledge, hidden), puzzle) == []
    assert all(puzzle.hides_one_to_four(groups) for groups in hidden)


def test_what_would_be_told_alone_is_not_where_it_tells_what_was_hidden_before():
    """Three of a cell were hidden, it has grown to twelve, and to the others nobody comes any more."""
    then = table_of(3, 20, 30, 20, 40, 50, 30, 50, 60)
    now = then | {("a", "x"): 12}
    hidden_then = {("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")}
    knowledge, hidden, counts = series(then, now, hidden_then, over=set(then) - {("a", "x")})
    assert withheld(counts, Knowledge()) == set()
    assert withheld(counts, knowledge, hidden) != set()


def test_an_assumption_that_the_counts_contradict_is_dropped_alone():
    """Somebody left group b: that nobody left is not known of b, and still assumed of a."""
    knowledge = Knowledge()
    knowledge.is_exactly(["then a"], 7)
    knowledge.is_exactly(["then b"], 9)
    knowledge.assume_growth(["then a"], ["a"])
    knowledge.assume_growth(["then b"], ["b"])
    counts = [Count("a", ("a",), 8), Count("b", ("b",), 3), Count("both", ("a", "b"), 11)]
    hidden = withheld(counts, knowledge)
    assert "b" in hidden and len(hidden) == 2


def test_counts_that_nothing_agrees_with_are_all_withheld():
    knowledge = Knowledge()
    knowledge.is_exactly(["a"], 7)
    assert withheld([Count("a", ("a",), 8), Count("b", ("b",), 30)], knowledge) == {"a", "b"}


@pytest.mark.parametrize("threshold", [3, 10])
def test_the_threshold_is_the_registers(threshold):
    counts = [
        Count("few", ("a",), threshold - 1),
        Count("many", ("b",), 30),
        Count("all", ("a", "b"), 29 + threshold),
    ]
    assert "few" in withheld(counts, Knowledge(), threshold=threshold)
    assert withheld([Count("few", ("a",), threshold)], Knowledge(), threshold=threshold) == set()


def test_what_nothing_hides_beside_the_exact_sizes_is_hidden_as_if_more_had_come():
    """Two came, so two at most are late. Had four come, four could be; not beside sixteen who answered."""

    def known(most: int) -> Knowledge:
        knowledge = Knowledge()
        knowledge.is_at_least(["answered"], 15)
        knowledge.is_at_least(["silent"], 9)
        knowledge.is_at_least(["answered", "silent", "late"], 26)
        knowledge.is_at_most(["answered", "silent", "late"], most)
        return knowledge

    counts = [Count("answered", ("answered",), 16), Count("late", ("late",), 1)]
    assert withheld(counts, known(26)) == {"late"}
    assert judged(counts, known(26), as_if=[known(28)]).withheld == {"answered", "late"}
    assert judged(counts, known(26), as_if=[known(30)]).withheld == {"late"}
    # So it is where it is known before that nothing hides who is late.
    late = [("late",)]
    assert judged(counts[:1], known(26), late) == (set(), [0])
    assert judged(counts[:1], known(26), late, given_away=[0]) == (set(), [0])
    assert judged(counts[:1], known(26), late, given_away=[0], as_if=[known(28)]) == ({"answered"}, [])
