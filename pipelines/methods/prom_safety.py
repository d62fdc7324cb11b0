"""Whether one number on patient-reported outcomes reveals a small group, judged within its own time.

A mean rests on at least five persons. A change with the mean of its time gives the sum over those without a
baseline, and with the mean at baseline the sum over those without a later score: neither may be one to four
persons. Baselines of those with and without a later score leave together, if both are five or more and so
are, or there is nobody, those of the baseline who are in neither. Of a share, those with and those without
the property are nobody or at least five.
"""

from collections.abc import Iterable, Mapping, Sequence, Set

from pipelines.methods.count_release import released_categories
from pipelines.methods.disclosure import THRESHOLD, is_sensitive
from pipelines.methods.prom_terms import INDEX

Key = tuple[str, str, int]
"""Measure, variant and time in days."""

Counts = Mapping[Key, tuple[int, int]]
"""Persons and events of every measure, variant and time of one group."""

DUE = ("answered", "no_answer", "unreachable", "not_invited")
OTHERS = ("dead", "not_due")


def measure_of(name: str, variant: str) -> str:
    """The measure `name` of a scale: the EQ-5D index has measures of its own, but for the counts."""
    return f"{INDEX}_{name}" if variant == INDEX and name != "not_scored" else f"prom_{name}"


def open_states(counts: Counts, time: int) -> tuple[int, set[str] | None]:
    """How many are alive and due at a time, and the states whose counts may leave; None for nothing at all.

    The whole group's size is known, and so is the number alive and due by the share who answered.
    """
    due, others = (
        {state: counts.get(("prom_flow", state, time), (0, 0))[0] for state in states}
        for states in (DUE, OTHERS)
    )
    n_due, n_others = sum(due.values()), sum(others.values())
    if is_sensitive(n_due) or is_sensitive(n_others):
        return n_due, None
    return n_due, released_categories(due) | released_categories(others)


def size_of(counts: Counts, time: int) -> int:
    """How many persons there are, whatever became of them at a time."""
    return sum(counts.get(("prom_flow", state, time), (0, 0))[0] for state in (*DUE, *OTHERS))


def gives_a_level_away(whole: Counts, levels: Iterable[Counts], time: int) -> bool:
    """Whether what is told of the whole would tell that more than one of a few in a level are so.

    The size of a level may be known from the patient flow: at least those of the whole less everybody who is
    not of the level are of it.
    """
    size = size_of(whole, time)
    for level in levels:
        n_elsewhere = size - size_of(level, time)
        if is_sensitive(size - n_elsewhere):
            continue
        for of_whole, of_level in zip(_parts(whole, time), _parts(level, time), strict=True):
            if is_sensitive(of_level) and of_whole - n_elsewhere > 1:
                return True
    return False


def has_room(n: int, told: Iterable[int]) -> bool:
    """Whether a mean of `n` persons may leave without their number, beside numbers that they are some of.

    That it leaves says that they are five: of fewer than nine, too few are left to be any of 1 to 4.
    """
    return not any(is_sensitive(other - n) and other - THRESHOLD < THRESHOLD - 1 for other in told)


def safe(key: Key, counts: Counts, states: Set[str]) -> bool:
    """Whether a number may leave, given the `states` of its time that may.

    Nobody is nothing to protect: a number of an empty group is safe.
    """
    measure, variant, time = key
    n, _ = counts.get(key, (0, 0))
    if measure == "prom_flow":
        return variant in states
    if measure == "prom_not_scored":
        n_answered = counts.get(("prom_flow", "answered", time), (0, 0))[0]
        return "answered" in states and not is_sensitive(n) and not is_sensitive(n_answered - n)
    if measure == "prom_response":
        return "answered" in states and _safe_share(variant, time, counts)
    if is_sensitive(n):
        return False
    if measure.endswith("_mean"):
        return True
    with_score, without, at_time, at_baseline = (
        counts.get((measure_of(name, variant), variant, when), (0, 0))[0]
        for name, when in (
            ("baseline_answered", time), ("baseline_no_answer", time), ("mean", time), ("mean", 0)
        )
    )  # fmt: skip
    if is_sensitive(at_time - with_score):
        return False
    if measure.endswith("_change"):
        return not is_sensitive(at_baseline - with_score)
    if _bounds_the_unscored(variant, time, counts, with_score, without):
        return False
    return min(with_score, without) >= THRESHOLD and not is_sensitive(at_baseline - with_score - without)


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


def _bounds_the_unscored(variant: str, time: int, counts: Counts, with_score: int, without: int) -> bool:
    """Whether baselines would tell that few, and more than one or fewer than four, answered without a score.

    Whoever is due without a score is silent or not scored; at baseline nobody is scored who did not answer.
    """
    _, answered, silent, _ = _parts(counts, time)
    _, answered_before, _, _ = _parts(counts, 0)
    unscored, unscored_before = (
        n_answered - counts.get((measure_of("mean", variant), variant, when), (0, 0))[0]
        for n_answered, when in ((answered, time), (answered_before, 0))
    )
    if is_sensitive(unscored) and without - silent > 1:
        return True
    return is_sensitive(unscored_before) and answered_before - with_score - without < THRESHOLD - 1


def _parts(counts: Counts, time: int) -> tuple[int, ...]:
    """Those due at a time, with and without an answer, and the others."""
    n_due = sum(counts.get(("prom_flow", state, time), (0, 0))[0] for state in DUE)
    n_answered, _ = counts.get(("prom_flow", "answered", time), (0, 0))
    return n_due, n_answered, n_due - n_answered, size_of(counts, time) - n_due


def _safe_share(variant: str, time: int, counts: Counts) -> bool:
    alive, *parts = (
        counts.get(("prom_response", name, time), (0, 0))
        for name in ("alive", "died_within_183_days", "lived_183_days")
    )
    shown = [alive]
    if variant != "alive":
        rest = (alive[0] - parts[0][0] - parts[1][0], alive[1] - parts[0][1] - parts[1][1])
        shown += [*parts, rest]
    return not any(
        is_sensitive(n) or is_sensitive(n_events) or is_sensitive(n - n_events) for n, n_events in shown
    )
