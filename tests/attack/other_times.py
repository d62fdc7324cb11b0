"""The attack on curves of the same persons, beside each other and from cut to cut.

Treatment ends earlier under one rule than under another; whoever died has died before any next line or after
it, and is an event of both; whoever died among those followed for a year is one of all who died. So the
events of one curve by a time are events of another, at the same cut and at every later one, and its own at
every later cut; deaths that are known longer than next lines, at later ones only. What each edition tells of
a curve bounds its events (`drawn`): the difference of two, where it is of 1 to 4 persons, is found out if it
is said to be more than one, or fewer than four.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, combinations_with_replacement

from tests.attack.curves import COHORTS, MEASURE, VARIANT, Curve, curve_of, curve_of_level
from tests.attack.drawn import small_between
from tests.attack.edition import UNSEEN, Edition

Kind = tuple[str, str]
"""Measure and variant."""
SURVIVAL: Kind = (MEASURE, VARIANT)
NEXT_TREATMENT: Kind = ("time_to_next_treatment", "new_line")
GAP_60, GAP_90, GAP_120, LAST_DOSE = (
    ("treatment_duration", rule) for rule in ("gap_60", "gap_90", "gap_120", "last_dose")
)
FOLLOWED_183, FOLLOWED_365, ENDED_183, ENDED_365, LANDMARK = (
    (MEASURE, demand)
    for demand in (
        "minimum_follow_up_183", "minimum_follow_up_365", "earlier_end_183", "earlier_end_365",
        "landmark_183",
    )
)  # fmt: skip
WITHIN: tuple[tuple[Kind, Kind], ...] = (
    (SURVIVAL, NEXT_TREATMENT),
    (GAP_120, GAP_90),
    (GAP_90, GAP_60),
    (GAP_90, LAST_DOSE),
    (FOLLOWED_365, FOLLOWED_183),
    (FOLLOWED_183, SURVIVAL),
    (ENDED_365, ENDED_183),
    (ENDED_183, SURVIVAL),
    (LANDMARK, SURVIVAL),
)
"""Whose events are events of the other, too."""
IN_SERIES = tuple(dict.fromkeys(kind for pair in WITHIN for kind in pair if kind != SURVIVAL))
"""Those of survival from cut to cut are the matter of `drawn`."""


@dataclass(frozen=True)
class Outcome:
    """Names of the small differences, and of those found out: cohort, two kinds, two cuts and the time."""

    small: tuple[tuple, ...]
    found: tuple[tuple, ...]


def attack_other_times(editions: Sequence[Edition]) -> Outcome:
    """Everything told of times in the editions of one study, oldest first."""
    curves = {
        (edition.cut, cohort, kind): curve_told(edition, cohort, kind)
        for edition in editions
        for cohort in COHORTS
        for kind in (SURVIVAL, *IN_SERIES)
    }
    small = [
        ((cohort, *fewer, *more, earlier, later, time), is_hidden)
        for cohort in COHORTS
        for fewer, more, earlier, later in _compared(editions)
        for time, is_hidden in small_between(curves[earlier, cohort, fewer], curves[later, cohort, more])
    ]
    return Outcome(
        tuple(name for name, _ in small), tuple(name for name, is_hidden in small if not is_hidden)
    )


def curve_told(edition: Edition, cohort: str, kind: Kind) -> Curve | None:
    """What an edition tells of a curve: its points, or probabilities where none is drawn."""
    drawn = curve_of(edition, cohort, *kind)
    return curve_of_level(edition, cohort, "all", "all", *kind) if drawn is None else drawn


def _compared(editions: Sequence[Edition]) -> Iterator[tuple]:
    for fewer, more in WITHIN:
        for earlier, later in combinations_with_replacement(editions, 2):
            is_unseen = earlier is later and not earlier.exact[UNSEEN].is_empty()
            if not (is_unseen and (fewer, more) == (SURVIVAL, NEXT_TREATMENT)):
                yield fewer, more, earlier.cut, later.cut
    for kind in IN_SERIES:
        for earlier, later in combinations(editions, 2):
            yield kind, kind, earlier.cut, later.cut
