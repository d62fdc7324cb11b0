"""Sizes that the patient flow withholds may be known nearly: of each cohort, and of all."""

from math import inf

import pytest

from pipelines.methods.answers_told import ASKED, TREATED
from pipelines.methods.sizes_withheld import cohorts_withheld, with_sizes

TOLD, WITHHELD = (20, 20, 20), (0, inf, 20)


def sizes(**of_cohorts) -> dict:
    return {(cohort, TREATED, ASKED): limits for cohort, limits in of_cohorts.items()}


@pytest.mark.parametrize(
    ("editions", "expected"),
    [
        ([sizes(inside=TOLD)], []),
        ([sizes(inside=TOLD), sizes(inside=WITHHELD)], [("inside",)]),
        ([sizes(inside=(0, inf, None))], []),
        (
            [sizes(inside=WITHHELD), sizes(inside=TOLD, all_treated=WITHHELD)],
            [("inside",), ("all_treated",), ("inside", "all_treated")],
        ),
    ],
    ids=["all told", "withheld once", "not known here either", "two cohorts"],
)
def test_each_cohort_whose_size_is_withheld_may_be_known_by_itself_and_with_the_others(editions, expected):
    assert cohorts_withheld(editions) == expected


def test_sizes_that_are_known_here_stand_in_place_of_their_limits():
    numbers = sizes(inside=WITHHELD, all_treated=WITHHELD) | {("inside", "died/730", ASKED): WITHHELD}
    assert with_sizes(numbers, ["inside"]) == numbers | sizes(inside=TOLD)
    unknown = sizes(inside=(0, inf, None))
    assert with_sizes(unknown, ["inside"]) == unknown
