"""The numbers of persons behind the rows on patient-reported outcomes, by name.

Every row tells one or two of them; others are no row's, and small ones are protected all the same: those who
did not answer, who have a score at one of two times only, who are no longer due, or of unknown level.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipelines.methods.prom_groups import (
    AT_FIRST,
    DEAD,
    DIED,
    DUE,
    LIVED,
    NOT_DUE,
    NOT_SCORED,
    REST,
    SCORED,
    SILENCES,
    SILENT,
    STATES,
    UNKNOWN,
    WHOLE,
    Group,
    Level,
    PromGroups,
)
from pipelines.methods.prom_terms import INDEX

Key = tuple[str, str, int]
"""Measure, variant and time in days."""
Counts = Mapping[Key, tuple[int, int]]
"""Persons and events of every measure, variant and time of one group."""

COUNTS_ALONE = ("prom_flow", "prom_not_scored")
SHARE = "prom_response"
COUNTING = (*COUNTS_ALONE, SHARE)
"""Measures that are counts, and those that tell counts."""
DEATHS = {"alive": "all", "died_within_183_days": DIED, "lived_183_days": LIVED}
ANSWERED, OTHERS, BOTH, WITHOUT, EITHER = "answered", "others", "both", "without", "either"
GONE, ONLY_BEFORE, ONLY_NOW, NO_LONGER = "gone", "only before", "only now", "no longer due"
DIED_SINCE, DIED_LATER = "died since", "died later"
OF_SCORES = {
    "mean": SCORED,
    "change": BOTH,
    "baseline_answered": BOTH,
    "baseline_no_answer": WITHOUT,
    "baseline_difference": EITHER,
}
"""Whom a measure of scores is of."""
OF_STATE: Mapping[str, tuple[str, ...]] = {
    DUE: (DUE,),
    OTHERS: (DEAD, NOT_DUE),
    DEAD: (DEAD,),
    NOT_DUE: (NOT_DUE,),
}
OF_SCALE: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    SCORED: ((SCORED,), AT_FIRST),
    NOT_SCORED: ((NOT_SCORED,), AT_FIRST),
    BOTH: ((SCORED,), (SCORED,)),
    ONLY_NOW: ((SCORED,), (NOT_SCORED, SILENT)),
    ONLY_BEFORE: (STATES[1:], (SCORED,)),
    WITHOUT: ((NOT_SCORED, SILENT), (SCORED,)),
    GONE: ((DEAD, NOT_DUE), (SCORED,)),
    EITHER: (AT_FIRST, (SCORED,)),
}
"""The states at a time of those who are counted, and what they were at the baseline."""


class Number(NamedTuple):
    """The name of a number: subgroup and level, what it counts, its scale, death or other time, and time."""

    subgroup: str
    level: str
    what: str
    variant: str
    time: int


def told_by(level: Level, key: Key) -> list[Number]:
    """The numbers of persons that a row tells if it leaves with them."""
    measure, variant, time = key
    if measure == "prom_flow":
        return [Number(*level, variant, "all", time)]
    if measure == "prom_not_scored":
        return [Number(*level, NOT_SCORED, variant, time)]
    if measure == SHARE:
        return [Number(*level, what, DEATHS[variant], time) for what in (DUE, ANSWERED)]
    name = measure.removeprefix(f"{INDEX}_").removeprefix("prom_")
    return [Number(*level, OF_SCORES[name], variant, time)]


def is_in(number: Number, groups: PromGroups) -> bool:
    """Whether the groups tell those apart whom a number counts."""
    if number.subgroup != WHOLE[0] and number.subgroup not in groups.levels:
        return False
    return number.what not in OF_SCALE or number.variant in groups.scales_at(number[:2])


def groups_of(groups: PromGroups, number: Number) -> list[Group]:
    """The groups whose persons a number counts."""
    *level, what, variant, time = number
    of = level[0], level[1]
    if what == NO_LONGER:
        return groups.of_courses(of, (int(variant), [DUE]), (time, [DEAD, NOT_DUE]))
    if what == DIED_SINCE:
        return groups.of_courses(of, (int(variant), [DUE]), (time, [DEAD]))
    if what == DIED_LATER:
        return groups.of_answers(of, int(variant), [True, False], [LIVED, UNKNOWN], later=(time, DEAD))
    if what in SILENCES:
        return groups.of_silence(time, what)
    deaths = () if variant == "all" else (variant,)
    if what in (ANSWERED, SILENT) or (what == DUE and deaths):
        answers = {ANSWERED: [True], SILENT: [False], DUE: [True, False]}[what]
        return groups.of_answers(of, time, answers, deaths)
    if what in OF_STATE:
        return groups.of_courses(of, (time, OF_STATE[what]))
    states, before = OF_SCALE[what]
    return groups.of_scale(of, variant, time, states, before)


def numbers_of(
    levels: Mapping[Level, Counts], times: Sequence[int], scales: Sequence[str]
) -> dict[Number, int]:
    """Every number, from the exact counts of the whole and of the levels of subgroups."""
    everybody = {WHOLE: levels.get(WHOLE, {})}
    for subgroup in sorted({subgroup for subgroup, _ in levels} - {WHOLE[0]}):
        of_subgroup = {level: counts for level, counts in levels.items() if level[0] == subgroup}
        everybody |= of_subgroup
        everybody[subgroup, REST] = less(everybody[WHOLE], list(of_subgroup.values()))
    return {
        Number(*level, *name): n
        for level, counts in everybody.items()
        for name, n in _numbers(level, counts, times, scales)
    }


def less(whole: Counts, parts: Sequence[Counts]) -> Counts:
    """The counts of those who are in none of the parts."""
    nobody = (0, 0)
    return {
        key: (
            n - sum(part.get(key, nobody)[0] for part in parts),
            n_events - sum(part.get(key, nobody)[1] for part in parts),
        )
        for key, (n, n_events) in whole.items()
    }


def measure_of(name: str, variant: str) -> str:
    """The measure `name` of a scale: the EQ-5D index has measures of its own, but for the counts."""
    return f"{INDEX}_{name}" if variant == INDEX and name != "not_scored" else f"prom_{name}"


def size_of(counts: Counts, time: int) -> int:
    """How many persons there are, whatever became of them at a time."""
    return sum(n for (measure, _, when), (n, _) in counts.items() if (measure, when) == ("prom_flow", time))


def _numbers(
    level: Level, counts: Counts, times: Sequence[int], scales: Sequence[str]
) -> Iterator[tuple[tuple[str, str, int], int]]:
    n_due = {}
    for time in times:

        def of_flow(*states: str, time: int = time) -> int:
            return sum(counts.get(("prom_flow", state, time), (0, 0))[0] for state in states)

        n_due[time] = of_flow(ANSWERED, *SILENCES)
        deaths = {"all": (n_due[time], of_flow(ANSWERED))}
        if level == WHOLE:
            yield from (((why, "all", time), of_flow(why)) for why in SILENCES)
            soon = {
                DEATHS[name]: counts.get((SHARE, name, time), (0, 0)) for name in DEATHS if name != "alive"
            }
            unknown = (
                total - sum(of_death[place] for of_death in soon.values())
                for place, total in enumerate(deaths["all"])
            )
            deaths |= {**soon, UNKNOWN: tuple(unknown)}
        for death, (n, n_answered) in deaths.items():
            yield from (((DUE, death, time), n), ((ANSWERED, death, time), n_answered))
            yield (SILENT, death, time), n - n_answered
        for what, states in ((OTHERS, (DEAD, NOT_DUE)), (DEAD, (DEAD,)), (NOT_DUE, (NOT_DUE,))):
            yield (what, "all", time), of_flow(*states)
        for scale in scales:
            yield from _of_scale(counts, scale, time, times[0])
    for earlier, time in ((one, other) for one in times for other in times if one < other):
        yield (NO_LONGER, str(earlier), time), n_due[earlier] - n_due[time]
        # At least so many: of those dead before some may be not followed so far.
        dead_before, dead = (counts.get(("prom_flow", DEAD, when), (0, 0))[0] for when in (earlier, time))
        yield (DIED_SINCE, str(earlier), time), max(0, dead - dead_before)
        if level == WHOLE:
            n_soon, _ = counts.get((SHARE, "died_within_183_days", earlier), (0, 0))
            yield (DIED_LATER, str(earlier), time), max(0, dead - dead_before - n_soon)


def _of_scale(
    counts: Counts, scale: str, time: int, baseline: int
) -> Iterator[tuple[tuple[str, str, int], int]]:
    scored, scored_before, both, without = (
        counts.get((measure_of(name, scale), scale, when), (0, 0))[0]
        for name, when in (
            ("mean", time), ("mean", baseline), ("change", time), ("baseline_no_answer", time)
        )
    )  # fmt: skip
    answered = counts.get(("prom_flow", ANSWERED, time), (0, 0))[0]
    numbers = {SCORED: scored, NOT_SCORED: answered - scored}
    if time != baseline:
        numbers |= {
            BOTH: both,
            ONLY_NOW: scored - both,
            ONLY_BEFORE: scored_before - both,
            WITHOUT: without,
            GONE: scored_before - both - without,
            EITHER: both + without,
        }
    for what, n in numbers.items():
        yield (what, scale, time), n
