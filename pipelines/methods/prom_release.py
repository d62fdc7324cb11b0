"""Which numbers on patient-reported outcomes may leave.

They leave for one of the nested cohorts only. Counts are known to be sums of one another: the states of a
time add up to the group, who is dead or not due at one time is so at every later time, and a mean of some
less a mean of most of them is the sum of a few. So nothing leaves that is a small group away from what has.
Rules of one time are in `prom_safety`; here are those between times, between levels of a subgroup, and which
numbers of persons may stand beside an estimate.
"""

from collections.abc import Iterable, Iterator, Mapping, Set

import polars as pl

from pipelines.methods.disclosure import is_sensitive
from pipelines.methods.patient_flow import COUNTED_COHORT, PATIENT_REPORTED
from pipelines.methods.prom_safety import (
    DUE,
    Counts,
    Key,
    gives_a_level_away,
    has_room,
    less,
    measure_of,
    open_states,
    safe,
    size_of,
)

KEY = ["agreement_id", "cohort", "subgroup", "level", "measure", "variant", "time_days"]
COUNTS_ALONE = ("prom_flow", "prom_not_scored")
COUNTING = (*COUNTS_ALONE, "prom_response")
"""Measures that are counts, and those that tell counts."""

SILENT = frozenset(DUE) - {"answered"}
OF_SUBGROUPS = ("mean", "change", "response")
"""What leaves for subgroups: the answers to who did not answer and why would be of too few."""


def released_prom(estimates: pl.DataFrame, sizes: pl.DataFrame) -> pl.DataFrame:
    """The rows that may leave: KEY, `prom_n_released` where their numbers of persons may as well, and
    `prom_rounded_as`, the number of persons that a mean is rounded by.

    `estimates` has the exact columns of `result.estimate`; rows of other themes are passed over. `sizes` are
    the numbers of persons that stand beside those: `agreement_id, cohort, n`.
    """
    of_cohort = estimates.filter(
        pl.col("measure").is_in(PATIENT_REPORTED) & (pl.col("cohort") == COUNTED_COHORT)
    )
    rows = []
    for (agreement_id,), exact in of_cohort.group_by("agreement_id", maintain_order=True):
        beside = sizes.filter(agreement_id=agreement_id, cohort=COUNTED_COHORT)["n"].to_list()
        for released in _of_agreement(_counts(exact), beside):
            rows.append((agreement_id, COUNTED_COHORT, *released))
    schema = dict.fromkeys(KEY, pl.String) | {
        "time_days": pl.Int32, "prom_n_released": pl.Boolean, "prom_rounded_as": pl.Int64,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")


def without_traces(released: pl.DataFrame) -> pl.DataFrame:
    """Rows of `released.estimate` on patient-reported outcomes as if every group had somebody.

    There is a row of a share or a mean only where somebody has one. Withheld rows of other groups than the
    whole cohort that leaves do not stand; of that one every measure that has a row has one at every time.
    """
    is_whole = (pl.col("cohort") == COUNTED_COHORT) & (pl.col("subgroup") == "all")
    standing = released.filter(is_whole | ~pl.col("suppressed"))
    whole = released.filter(is_whole)
    group = ["agreement_id", "data_cut", "cohort", "subgroup", "level"]
    times = whole.select(*group, "time_days").unique()
    kinds = whole.select(*group, "measure", "variant", "unit", "method").unique()
    is_later = (pl.col("time_days") > 0) | ~pl.col("measure").str.contains("_change$|_baseline_")
    every = times.join(kinds, on=group).filter(is_later)
    missing = every.join(standing, on=KEY, how="anti").sort(KEY).with_columns(suppressed=pl.lit(True))
    return pl.concat([standing, missing], how="diagonal")


Released = tuple[str, str, str, str, int, bool, int]
Levels = Mapping[tuple[str, str], Counts]


def _counts(exact: pl.DataFrame) -> dict[tuple[str, str], Counts]:
    """By subgroup and level: (n, n_events) of every measure, variant and time."""
    levels: dict[tuple[str, str], Counts] = {}
    counted = exact.select(
        *("subgroup", "level", "measure", "variant", "time_days"),
        pl.when(pl.col("measure").is_in(COUNTS_ALONE)).then(pl.col("estimate").cast(pl.Int64)).otherwise("n"),
        "n_events",
    )
    for subgroup, level, measure, variant, time, n, n_events in counted.iter_rows():
        levels.setdefault((subgroup, level), {})[(measure, variant, time)] = (n or 0, n_events or 0)
    return levels


def _of_agreement(levels: Levels, sizes: Iterable[int]) -> Iterator[Released]:
    whole = levels.get(("all", "all"), {})
    times = sorted({time for _, _, time in whole})
    by_subgroup = {name: _levels_of(levels, name) for name in sorted({name for name, _ in levels} - {"all"})}
    states = _states_over_time(whole, times, by_subgroup)
    released = {key for key in whole if safe(key, whole, states[key[2]] or set())}
    released -= set(_deaths_between(whole, released, times))
    shown = _numbers_shown(whole, {key for key in released if states[key[2]] is not None}, sizes)
    told = _told(whole, released)
    for time, of_time in states.items():
        if of_time is not None:
            n_due, _ = open_states(whole, time)
            told[time] += n_due, n_due - sum(whole["prom_flow", state, time][0] for state in of_time & SILENT)
    for key in released:
        if key in shown or key[0] in COUNTING or has_room(whole[key][0], told[key[2]]):
            yield ("all", "all", *key, key in shown, _rounded_as(key, whole, told, key in shown))
    for subgroup, of_subgroup in by_subgroup.items():
        leaving = list(_of_subgroup(whole, of_subgroup, released, told))
        told_of = {
            level: _told(counts, {key for named, key in leaving if named == level})
            for level, counts in of_subgroup.items()
        }
        without_room = {
            key
            for level, key in leaving
            if key[0] != "prom_response" and not has_room(of_subgroup[level][key][0], told_of[level][key[2]])
        }
        for level, key in leaving:
            has_n = key[0] == "prom_response"
            if key not in without_room:
                rounded_as = _rounded_as(key, of_subgroup[level], told_of[level], has_n)
                yield subgroup, level, *key, has_n, rounded_as


def _levels_of(levels: Levels, subgroup: str) -> dict[str, Counts]:
    return {level: counts for (name, level), counts in levels.items() if name == subgroup}


def _told(counts: Counts, released: Set[Key]) -> dict[int, list[int]]:
    """By time: the numbers of persons told that those with a score are some of."""
    told = {time: [size_of(counts, time)] for _, _, time in counts}
    for measure, variant, time in released:
        if (measure, variant) == ("prom_response", "alive"):
            told[time] += counts[measure, variant, time]
        elif (measure, variant) == ("prom_flow", "answered"):
            told[time].append(counts[measure, variant, time][0])
    return told


def _rounded_as(key: Key, counts: Counts, told: Mapping[int, list[int]], has_n: bool) -> int:
    """The number of persons that a mean is rounded by: how finely tells about how many there are.

    Where their number may not be told, half the number told that they are some of, so that how many are not
    among them stays open; unless they are fewer still.
    """
    n, _ = counts[key]
    return n if has_n else min(n, min(told[key[2]]) // 2)


def _states_over_time(
    whole: Counts, times: list[int], by_subgroup: Mapping[str, Mapping[str, Counts]]
) -> dict[int, set[str] | None]:
    """The states whose counts may leave at each time; None where no count of the time may.

    A mean says nothing of how many there are: it leaves by its own rule, without its number of persons.
    """
    known_due: list[int] = []
    known_others: list[tuple[int, int]] = []
    found: dict[int, set[str] | None] = {}
    for time in times:
        n_due, of_time = open_states(whole, time)
        few_added = any(is_sensitive(abs(n_due - other)) for other in known_due)
        levels = [counts for of_subgroup in by_subgroup.values() for counts in of_subgroup.values()]
        if of_time is None or few_added or gives_a_level_away(whole, levels, time):
            found[time] = None
            continue
        known_due.append(n_due)
        others = tuple(whole.get(("prom_flow", state, time), (0, 0))[0] for state in ("dead", "not_due"))
        if any(
            is_sensitive(abs(a - b)) for known in known_others for a, b in zip(others, known, strict=True)
        ):
            of_time = of_time - {"dead", "not_due"}
        elif "dead" in of_time:
            known_others.append(others)
        found[time] = of_time
    return found


def _deaths_between(whole: Counts, released: set, times: list[int]) -> Iterator[tuple[str, str, int]]:
    """Shares by later death that would tell of few deaths between them and a later window."""
    for time in times:
        n_soon, _ = whole.get(("prom_response", "died_within_183_days", time), (0, 0))
        so_far = whole.get(("prom_flow", "dead", time), (0, 0))[0] + n_soon
        later = [
            whole[("prom_flow", "dead", other)][0]
            for other in times
            if other > time and ("prom_flow", "dead", other) in released
        ]
        if any(is_sensitive(abs(n_dead - so_far)) for n_dead in later):
            yield "prom_response", "died_within_183_days", time
            yield "prom_response", "lived_183_days", time


def _numbers_shown(whole: Counts, released: set, sizes: Iterable[int]) -> set:
    """The rows beside which the number of persons may stand: no small group away from any other that does.

    `sizes` stand beside other themes' estimates of the cohort. Shares come first, then means in the order of
    the catalogue; a mean's number is also tried against the counts of its own time and of the baseline.
    """
    shown, taken = set(), [0, *sizes]
    counts = {time: [open_states(whole, time)[0]] for _, _, time in released}
    for key in released:
        if key[0] in COUNTING:
            n, n_events = whole[key]
            counts[key[2]] += n, n_events, n - n_events
    in_order = sorted(released, key=lambda key: (key[0] != "prom_response", key[2], _place(key[0]), key[1]))
    for key in in_order:
        measure, variant, time = key
        n, _ = whole[key]
        if measure in COUNTS_ALONE:
            continue
        others = taken if measure in COUNTING else [*taken, *counts.get(time, ()), *counts.get(0, ())]
        if measure.endswith("_mean") and (measure_of("not_scored", variant), variant, time) not in released:
            continue
        if not any(is_sensitive(abs(n - other)) for other in others):
            taken.append(n)
            shown.add(key)
    return shown


def _place(measure: str) -> int:
    return PATIENT_REPORTED.index(measure)


def _of_subgroup(
    whole: Counts, levels: Mapping[str, Counts], released: set, told: Mapping[int, list[int]]
) -> Iterator[tuple[str, tuple[str, str, int]]]:
    """All levels of a subgroup at a time, or none of them; those of unknown level count as one more.

    Of how many all levels are at least, together, their steps tell: where a mean of the whole leaves out few
    of a number told of it, those of the levels stay.
    """
    parts = [*levels.values(), less(whole, list(levels.values()))]
    known_due: list[list[int]] = []
    for key in sorted(released, key=lambda key: key[2]):
        measure, variant, _ = key
        if measure.rpartition("_")[2] not in OF_SUBGROUPS or (
            measure == "prom_response" and variant != "alive"
        ):
            continue
        if not all(safe(key, counts, {"answered"}) for counts in parts):
            continue
        if measure != "prom_response" and any(is_sensitive(n - whole[key][0]) for n in told[key[2]]):
            continue
        if measure == "prom_response":
            due = [counts.get(key, (0, 0))[0] for counts in parts]
            gone = [size_of(counts, key[2]) - n for counts, n in zip(parts, due, strict=True)]
            if any(map(is_sensitive, gone)) or any(
                is_sensitive(abs(a - b)) for earlier in known_due for a, b in zip(due, earlier, strict=True)
            ):
                continue
            known_due.append(due)
        yield from ((level, key) for level, counts in levels.items() if key in counts)
