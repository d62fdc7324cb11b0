"""The attacker finds what is planted for it: an attack that cannot succeed would prove nothing."""

from datetime import date

import pytest

from tests.attack.added import added, added_between, bounds
from tests.attack.attack import attack
from tests.attack.cuts import know_series
from tests.attack.edition import Edition, published
from tests.attack.flow import know_structure, persons
from tests.attack.planted import with_told, without_protection
from tests.attack.puzzle import Impossible, Puzzle
from tests.attack.study import CUTS, studies


@pytest.fixture(scope="module")
def editions() -> list[Edition]:
    """The last two cuts of one large study."""
    chosen = studies(3, seed=1)[2:]
    return [published(chosen, cut).of(chosen[0].agreement_id) for cut in CUTS[-2:]]


def test_a_sum_bounds_its_parts():
    puzzle = Puzzle()
    puzzle.is_exactly(["a", "b", "c"], 12)
    puzzle.know(["a"], 0, 3)
    puzzle.know(["b"], 4, 6)
    assert puzzle.bounds(["c"]) == (3, 8)
    assert not puzzle.hides_one_to_four(["c"])
    assert puzzle.hides_one_to_four(["c", "a"], taken=["b"])


def test_only_whole_numbers_of_persons_count():
    """2a + 2b = 5 has solutions, but none in whole persons; 2a + 3b = 8 leaves b even."""
    puzzle = Puzzle()
    puzzle.is_exactly(["a", "a", "b", "b", "b"], 8)
    assert puzzle.bounds(["b"]) == (0, 2)
    puzzle.is_exactly(["c", "c", "d", "d"], 5)
    with pytest.raises(Impossible):
        puzzle.bounds(["c"])


def test_what_is_learned_later_counts():
    puzzle = Puzzle()
    puzzle.is_exactly(["a", "b"], 10)
    assert puzzle.hides_one_to_four(["a"])
    puzzle.know(["b"], 8)
    assert not puzzle.hides_one_to_four(["a"]), "what was possible before is not any more"


def test_hiding_small_counts_alone_is_found_out(editions):
    """Every small count is withheld and nothing else: totals and complements tell most of them."""
    outcome = attack([without_protection(editions[-1])])
    assert len(outcome.found) >= outcome.n_small / 2 > 0


@pytest.mark.parametrize(
    "told",
    [
        ("eligibility", "region"),
        ("eligibility", "hospital"),
        ("criterion", "all"),
        ("criterion", "year"),
        ("exclusion", "all"),
        ("context", "year"),
    ],
    ids=" by ".join,
)
def test_one_division_without_secondary_suppression_is_found_out(editions, told):
    outcome = attack([with_told(editions[-1], *told)])
    assert any(found.name[0] == told[0] and told[1] in found.name for found in outcome.found)


def test_a_number_of_an_earlier_cut_is_found_from_a_later_one():
    """A year that is over is the same year at the next cut."""
    before, after = date(2026, 3, 31), date(2026, 6, 30)
    outside_before = persons(before, "year", "2024", lambda combination: "not_met" in combination)
    puzzle = Puzzle()
    for cut in (before, after):
        know_structure(puzzle, cut)
    puzzle.is_exactly(persons(before, "year", "2024"), 20)
    puzzle.is_exactly(persons(after, "year", "2024", lambda combination: "not_met" not in combination), 17)
    assert puzzle.bounds(outside_before) == (0, 20)
    know_series(puzzle, (before, after))
    assert puzzle.bounds(outside_before) == (3, 3)


def test_what_a_later_cut_added_is_the_difference_from_all_that_was_told_up_to_then():
    """By day 90 ten more had the event than by day 60 in March, and three more than by day 90."""
    assert added({60: 20, 90: 27, 120: 33}, {90: 30}) == {(90, 90)}
    assert added({60: 20, 90: 25}, {90: 30}) == set()


def test_what_was_added_between_two_times_is_found_though_enough_were_added_by_each():
    assert added({30: 10, 60: 20}, {30: 15, 60: 27}) == set()
    assert added_between({30: 10, 60: 20}, {30: 15, 60: 27}) == {(30, 60, 30, 60)}
    assert added_between({30: 10, 60: 20}, {30: 15, 60: 25}) == set()
    assert added_between({30: 10, 60: 20}, {20: 10, 90: 21}) == {(20, 90, 30, 60)}


def test_what_was_added_by_a_time_lies_between_what_was_told_before_and_after_it():
    assert bounds({60: 20, 90: 27}, {60: 30, 120: 40}, 90) == (3, 13)
    assert bounds({60: 20}, {60: 30}, 120) == (0, float("inf"))
