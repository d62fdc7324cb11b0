"""Numbers of all that may show few of a region, although nothing is told of regions."""

import pytest

from pipelines.methods.prom_groups import DUE, REST, WHOLE
from pipelines.methods.prom_levels_shown import scales_that_show_levels
from pipelines.methods.prom_numbers import ANSWERED, BOTH, OTHERS, Number

CHANGED = BOTH, "qlq_ql", 183


def numbers(n_of_all: int, n_large: int, others: int, n_others_answered: int = 0, subgroup="region") -> dict:
    """With a change, in all and of the one region; those of the others, how many answered of them."""
    of_levels = {"3": (n_large, 30, 0), "4": (n_of_all - n_large, others, n_others_answered), REST: (0, 0, 0)}
    found = {Number(*WHOLE, *CHANGED): n_of_all}
    for level, (n_changed, n, n_answered) in of_levels.items():
        found[Number(subgroup, level, *CHANGED)] = n_changed
        found[Number(subgroup, level, DUE, "all", 183)] = n
        found[Number(subgroup, level, OTHERS, "all", 183)] = 0
        found[Number(subgroup, level, ANSWERED, "all", 183)] = n_answered
    return found


OF_ALL, OF_OTHERS = Number(*WHOLE, *CHANGED), Number("region", "4", ANSWERED, "all", 183)
LARGE = Number("region", "3", *CHANGED)


@pytest.mark.parametrize(
    ("exact", "told", "small_before", "is_shown"),
    [
        (numbers(6, 4, others=4), [OF_ALL], [], True),
        (numbers(6, 4, others=5), [OF_ALL], [], False),
        (numbers(6, 4, others=4), [], [], False),
        (numbers(8, 4, others=20, n_others_answered=6), [OF_ALL, OF_OTHERS], [], True),
        (numbers(8, 4, others=20, n_others_answered=6), [OF_ALL], [], False),
        (numbers(7, 5, others=4), [OF_ALL], [LARGE], True),
        (numbers(7, 5, others=5), [OF_ALL], [LARGE], False),
        (numbers(7, 5, others=4), [OF_ALL], [], False),
        (numbers(6, 4, others=4, subgroup="sex"), [OF_ALL], [], False),
    ],
    ids=[
        "two at least", "one at least", "not told", "two of those who answered", "not told who answered",
        "two at least then", "one at least then", "never few", "sizes that the flow does not tell",
    ],
)  # fmt: skip
def test_a_scale_is_asked_by_region_where_all_less_the_others_are_two_at_least(
    exact, told, small_before, is_shown
):
    (subgroup,) = {number.subgroup for number in exact} - {"all"}
    found = scales_that_show_levels(subgroup, exact, told, small_before)
    assert found == ({"qlq_ql"} if is_shown else set())
