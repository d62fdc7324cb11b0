"""The rule that decides which cells of a table of counts leave, attacked by integer programming."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from pipelines.methods.count_release import released_categories, released_levels

CATEGORIES = ("met", "not_met", "unknown")


def test_a_large_group_leaves_whole():
    assert released_categories({"met": 30, "not_met": 9, "unknown": 0}) == {"met", "not_met", "unknown"}


def test_a_small_category_takes_a_second_one_with_it():
    assert released_categories({"met": 30, "not_met": 9, "unknown": 3}) == {"met"}


def test_a_small_group_leaves_nothing():
    assert released_categories({"met": 4, "not_met": 0, "unknown": 0}) == set()


def test_a_sum_known_elsewhere_is_taken_into_account():
    totals = {"inside": 40, "outside:age": 2, "outside:stage": 10, "undetermined:stage": 8}
    known = {"outside": ("outside:age", "outside:stage")}
    assert "outside:stage" not in released_categories(totals, known)


def test_levels_without_small_counts_all_leave():
    cells = {"2023": {"met": 20, "not_met": 7}, "2024": {"met": 30, "not_met": 0}}
    assert released_levels(cells, {"met", "not_met"}) == {"2023", "2024"}


def test_a_level_with_a_small_count_takes_the_smallest_other_with_it():
    cells = {
        "2022": {"met": 20, "not_met": 2},
        "2023": {"met": 21, "not_met": 7},
        "2024": {"met": 40, "not_met": 9},
    }
    assert released_levels(cells, {"met", "not_met"}) == {"2024"}


def test_no_level_leaves_where_two_levels_cannot_hide_each_other():
    cells = {"2022": {"met": 20, "not_met": 1}, "2023": {"met": 21, "not_met": 1}}
    assert released_levels(cells, {"met"}) is None, "nor do the totals: two of all are not met"


def test_what_is_withheld_together_may_be_just_large_enough():
    assert released_categories({"met": 30, "not_met": 4, "unknown": 1}) == {"met"}


def test_the_whole_group_is_known_beside_the_known_sums():
    """Without it, who began earlier could leave too; with it, the three undetermined are what is left."""
    totals = {"inside": 40, "outside:age": 17, "earlier_starter": 10, "undetermined:age": 3}
    assert released_categories(totals, {"outside": ("outside:age",)}) == {"inside", "outside:age"}


LARGE = {"met": 100, "not_met": 100}


@pytest.mark.parametrize(("count", "expected"), [(1, {"large"}), (2, set())])
def test_known_sizes_and_totals_may_bound_a_small_count_from_below_by_one_only(count, expected):
    """Row + column - all of the two withheld: (20 + n) + (30 + n) - (50 + n) = n."""
    cells = {"small": {"met": count, "not_met": 20}, "next": {"met": 30, "not_met": 0}, "large": LARGE}
    assert released_levels(cells, {"met", "not_met"}) == expected


@pytest.mark.parametrize(("count", "expected"), [(2, {"next", "large"}), (1, {"large"})])
def test_categories_whose_totals_are_withheld_hide_each_other_if_they_can_be_four(count, expected):
    """In the small level, what is not met or unknown is 2 + n together."""
    cells = {
        "small": {"met": 20, "not_met": 2, "unknown": count},
        "next": {"met": 30, "not_met": 9, "unknown": 9},
        "large": {"met": 100, "not_met": 100, "unknown": 100},
    }
    assert released_levels(cells, {"met"}) == expected


def test_levels_whose_sizes_are_withheld_hide_each_other():
    cells = {"tiny": {"met": 3, "not_met": 0}, "few": {"met": 6, "not_met": 0}, "large": LARGE}
    assert released_levels(cells, {"met", "not_met"}) == {"large"}


def feasible(cells, totals_out, levels_out, level, category) -> tuple[float, float]:
    """Smallest and largest integer the cell could be for somebody who knows the sizes that may leave."""
    names = [(one, other) for one in cells for other in CATEGORIES]
    rows, sums = [], []

    def know(members):
        rows.append([1.0 if name in members else 0.0 for name in names])
        sums.append(float(sum(cells[one][other] for one, other in members)))

    sizes = {one: sum(cells[one].values()) for one in cells}
    for one in cells:
        if one in released_categories(sizes):
            know([(one, other) for other in CATEGORIES])
        if one in levels_out:
            for other in CATEGORIES:
                know([(one, other)])
    for other in totals_out:
        know([(one, other) for one in cells])
    know(names)
    limits = []
    for sign in (1, -1):
        goal = [sign if name == (level, category) else 0 for name in names]
        found = milp(
            goal,
            constraints=LinearConstraint(np.array(rows), sums, sums),
            integrality=np.ones(len(names)),
            bounds=Bounds(0, np.inf),
        )
        limits.append(sign * found.fun if found.success else sign * -np.inf)
    return limits[0], limits[1]


counts = st.one_of(st.integers(0, 6), st.integers(0, 60))
tables = st.lists(st.lists(counts, min_size=3, max_size=3), min_size=1, max_size=6)


@settings(max_examples=80)
@given(tables)
def test_no_withheld_small_count_can_be_worked_out_where_levels_leave(table):
    cells = {f"level{i}": dict(zip(CATEGORIES, row, strict=True)) for i, row in enumerate(table)}
    totals = {name: sum(level[name] for level in cells.values()) for name in CATEGORIES}
    totals_out = released_categories(totals)
    levels_out = released_levels(cells, totals_out)
    if not levels_out:
        return
    for level, category in product(cells, CATEGORIES):
        if 0 < cells[level][category] < 5:
            low, high = feasible(cells, totals_out, levels_out, level, category)
            assert low <= 1 and high >= 4, (level, category, low, high)


@pytest.mark.parametrize("count", [1, 4])
def test_a_small_count_never_leaves(count):
    cells = {f"level{i}": {"met": 50, "not_met": 10} for i in range(4)} | {
        "small": {"met": 50, "not_met": count}
    }
    assert "small" not in released_levels(cells, {"met", "not_met"})
