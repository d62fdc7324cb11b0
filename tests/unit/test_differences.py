"""How far apart two counts can be follows from how far apart others are."""

import numpy as np
import pytest

from pipelines.methods.differences import Differences

NOBODY, YES, ASKED, TREATED = range(4)
ORDERED = ((TREATED, ASKED), (ASKED, YES), (YES, NOBODY))
YES_NOW, ASKED_NOW = 4, 5


def limits(known: Differences, count: int, other: int) -> tuple[float, float]:
    """Least and most that one count is above another."""
    return -known.most[other, count], known.most[count, other]


def test_what_lies_within_what_is_told_is_bound_by_it():
    known = Differences(4, ORDERED)
    known.know(TREATED, NOBODY, 20, 20)
    known.know(YES, NOBODY, 17, np.inf)
    assert limits(known, ASKED, NOBODY) == (17, 20)
    assert limits(known, ASKED, YES) == (0, 3)
    assert limits(known, TREATED, ASKED) == (0, 3)


def test_a_difference_that_is_told_bounds_as_a_count_does():
    known = Differences(4, ORDERED)
    known.know(ASKED, YES, 1, 4)
    known.know(YES, NOBODY, 10, 10)
    assert limits(known, ASKED, NOBODY) == (11, 14)


def test_what_contradicts_the_rest_is_left_out():
    known = Differences(4, ORDERED)
    known.know(TREATED, NOBODY, 20, 20)
    known.know(ASKED, NOBODY, 25, 25)
    assert limits(known, ASKED, NOBODY) == (0, 20)


@pytest.mark.parametrize(("asked_now", "no_then"), [(30, (0, 5)), (28, (0, 3)), (25, (0, 0))])
def test_groups_nested_in_differences_bind_each_other(asked_now, no_then):
    """Who was asked and said no then is among those who do now."""
    known = Differences(6, ((ASKED_NOW, ASKED), (YES_NOW, YES), (ASKED, YES), (ASKED_NOW, YES_NOW)),
                        [(ASKED, YES, ASKED_NOW, YES_NOW)])  # fmt: skip
    known.know(YES_NOW, NOBODY, 25, 25)
    known.know(ASKED_NOW, NOBODY, asked_now, asked_now)
    known.settle()
    assert limits(known, ASKED, YES) == no_then


def test_what_is_tried_with_a_copy_is_not_known():
    known = Differences(4, ORDERED)
    known.copy().know(TREATED, NOBODY, 20, 20)
    assert limits(known, TREATED, NOBODY) == (0, np.inf)


def test_few_are_hidden_where_one_at_most_and_four_at_least_may_be():
    known = Differences(4, ORDERED)
    known.know(TREATED, NOBODY, 20, 20)
    pairs = np.array([TREATED, ASKED, ASKED]), np.array([ASKED, YES, NOBODY])
    known.know(ASKED, NOBODY, 17, 19)
    assert known.may_be_few(*pairs, 4).tolist() == [False, True, False]


def test_what_bounds_a_whole_bounds_a_part_of_it():
    """Those asked of the rest are of the rest: so not more of a part than of the whole were not asked."""
    whole, part, asked_whole, asked_part = range(1, 5)
    ordered = [
        (whole, asked_whole),
        (part, asked_part),
        (whole, part),
        (asked_whole, asked_part),
        (asked_part, 0),
    ]
    known = Differences(5, ordered, [(asked_whole, asked_part, whole, part)])
    known.know(whole, asked_whole, 0, 3)
    known.settle()
    assert limits(known, part, asked_part) == (0, 3)


def test_what_is_learnt_step_by_step_is_all_that_follows():
    """Every limit is the shortest of all ways, as when all of them are gone through at last."""
    random = np.random.default_rng(1)
    for _ in range(20):
        true = random.integers(0, 30, 8)
        true[0] = 0
        known = Differences(8, [(one, 0) for one in range(1, 8)])
        for _ in range(25):
            one, other = random.choice(8, 2, replace=False)
            low, high = true[one] - true[other] - random.integers(0, 9, 2) * (1, -1)
            known.know(one, other, low, high)
        closed = known.most.copy()
        for between in range(8):
            closed = np.minimum(closed, closed[:, [between]] + closed[[between], :])
        assert np.array_equal(known.most, closed)


def test_what_others_have_found_out_is_heard_once():
    """Of the treated it is known elsewhere how many are asked, so how many answer yes at most."""
    elsewhere = Differences(3, [(2, 1), (1, 0)])
    elsewhere.know(2, 1, 6, 6)
    elsewhere.know(2, NOBODY, 20, 20)
    known, shared = Differences(4, ORDERED), np.array([NOBODY, ASKED, TREATED])
    assert known.hear(shared, elsewhere.most)
    assert limits(known, YES, NOBODY) == (0, 14)
    assert limits(known, TREATED, YES) == (6, 20)
    assert not known.hear(shared, elsewhere.most), "that is no news"
