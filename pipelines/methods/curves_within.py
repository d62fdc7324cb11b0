"""Which curves' events are events of another curve of the same persons, too, and what editions drew of them.

Treatment that has ended under a rule that permits a longer gap has ended under one that permits less; whoever
has died has died before a next line or after it; whoever has died among those followed so long is one of all
who have. So what an earlier edition drew of the one bounds the other now, as its own earlier curve does.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from pipelines.methods.curves_drawn import Drawings, Drawn

OF_SURVIVAL = "overall_survival"
SURVIVAL = (OF_SURVIVAL, "kaplan_meier")
DURATION = "treatment_duration"
WITHIN = (
    (SURVIVAL, ("time_to_next_treatment", "new_line")),
    ((DURATION, "gap_120"), (DURATION, "gap_90")),
    ((DURATION, "gap_120"), (DURATION, "gap_60")),
    ((DURATION, "gap_90"), (DURATION, "gap_60")),
    ((DURATION, "gap_120"), (DURATION, "last_dose")),
    ((DURATION, "gap_90"), (DURATION, "last_dose")),
    ((OF_SURVIVAL, "minimum_follow_up_365"), (OF_SURVIVAL, "minimum_follow_up_183")),
    ((OF_SURVIVAL, "earlier_end_365"), (OF_SURVIVAL, "earlier_end_183")),
    *(
        ((OF_SURVIVAL, demand), SURVIVAL)
        for demand in (
            "minimum_follow_up_183", "minimum_follow_up_365", "earlier_end_183", "earlier_end_365",
            "landmark_183",
        )
    ),
)  # fmt: skip
"""Measure and variant of the one and of the other."""
TREATED_ARE_OF, AS_THEY_ARE = ("inside", "all", "all"), "unadjusted_treated"
"""Whoever died among the treated of a comparison has died among these patients of the agreement."""


def drawn_of_others(
    editions: Drawings, curve: tuple, data_cut: date, now: Mapping[tuple, Drawn] = MappingProxyType({})
) -> tuple[Drawn, ...]:
    """What earlier editions drew of curves within this one, and later ones of those that it lies within.

    `curve`, and the keys of `now`, what this edition draws itself, have the values of CURVE. What lies within
    is given as if drawn of the curve at a cut before all others, what it lies within at one after them.
    """
    *group, measure, variant = curve
    found = []
    if (tuple(group[1:]), measure, variant) == (TREATED_ARE_OF, *SURVIVAL):
        found += [
            one._replace(data_cut=date.min)
            for key, drawn in editions.items()
            if key[0] == group[0] and key[-1] == AS_THEY_ARE
            for one in drawn
            if one.data_cut < data_cut
        ]
    for one, other in WITHIN:
        if (measure, variant) == other:
            drawn = [drawn for drawn in editions.get((*group, *one), ()) if drawn.data_cut < data_cut]
            found += [drawn._replace(data_cut=date.min) for drawn in (*drawn, *_own(now, group, one))]
        if (measure, variant) == one:
            drawn = [drawn for drawn in editions.get((*group, *other), ()) if drawn.data_cut > data_cut]
            found += [drawn._replace(data_cut=date.max) for drawn in (*drawn, *_own(now, group, other))]
    return tuple(found)


def _own(now: Mapping[tuple, Drawn], group: Sequence[str], kind: tuple[str, str]) -> list[Drawn]:
    key = (*group, *kind)
    return [now[key]] if key in now else []
