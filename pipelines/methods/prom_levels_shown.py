"""Scales of which numbers of the whole may show few of a level, although nothing of levels is told.

Of six with a change all but four are of one region, as it is told how many are of each: so two of these at
least are of it. Whether that can be is seen from how many the other levels have at most; what it takes to
hide it is found with everything else (`withholding`).
"""

from collections.abc import Collection, Mapping

from pipelines.methods.disclosure import THRESHOLD, is_sensitive
from pipelines.methods.prom_groups import DUE, NOT_SCORED, SCORED, WHOLE
from pipelines.methods.prom_numbers import (
    ANSWERED,
    BOTH,
    EITHER,
    OF_SCALE,
    ONLY_NOW,
    OTHERS,
    WITHOUT,
    Number,
)
from pipelines.methods.prom_told import SIZED

FEW = THRESHOLD - 1
AMONG = {
    **dict.fromkeys((SCORED, NOT_SCORED, BOTH, ONLY_NOW), ANSWERED),
    **dict.fromkeys((WITHOUT, EITHER), DUE),
}
"""Among whom somebody who is counted is, of whom rows of levels may tell how many there are."""


def scales_that_show_levels(
    subgroup: str,
    numbers: Mapping[Number, int],
    told: Collection[Number],
    small_before: Collection[Number],
) -> set[str]:
    """The scales whose numbers may say of a level that it is two at least, where it is few, or was.

    `numbers` are all exact ones; of these `told` are, or may be. Some were `small_before`: hardly more of all
    now than then say of a level what it was.
    """
    if subgroup not in SIZED:
        return set()
    told = set(told)
    found: set[str] = set()
    for number, n in numbers.items():
        of_whole = Number(*WHOLE, *number[2:])
        if number.subgroup != subgroup or number.what not in OF_SCALE or of_whole not in told:
            continue
        if not is_sensitive(n) and number not in small_before:
            continue
        others = sum(
            _at_most(other, numbers, told)
            for other in numbers
            if other[0] == subgroup and other[2:] == number[2:] and other.level != number.level
        )
        # Of few then, who are more now, so many have come since: of those then it says as much less.
        n_since = max(0, n - FEW)
        if numbers[of_whole] - others - n_since > 1:
            found.add(number.variant)
    return found


def _at_most(number: Number, numbers: Mapping[Number, int], told: Collection[Number]) -> int:
    """How many a reader may think that a number of a level is: all of the level, or of those it is among."""

    def of_level(what: str) -> Number:
        return Number(number.subgroup, number.level, what, "all", number.time)

    among = AMONG.get(number.what)
    if among is not None and of_level(among) in told:
        return numbers[of_level(among)]
    return sum(numbers[of_level(what)] for what in (DUE, OTHERS))
