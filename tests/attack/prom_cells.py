"""The numbers of persons behind the rows on patient-reported outcomes, and what is told of them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import polars as pl

from pipelines.methods.patient_flow import COUNTED_COHORT, PATIENT_REPORTED
from pipelines.methods.prom_terms import INDEX
from tests.attack.edition import Edition
from tests.attack.prom import (
    ANSWERED,
    BASELINE,
    DEAD,
    DEATHS,
    DUE,
    LEVELS,
    NOT_DUE,
    SILENCES,
    SILENT,
    WHOLE,
    at,
    by_death,
    fate,
    scored,
    with_baseline,
)  # fmt: skip
from tests.attack.prom_study import SCALES, TIMES
from tests.attack.prom_told import MOST, Told, persons_of_mean, persons_of_share

KEY = ("subgroup", "level", "measure", "variant", "time_days")
COUNTS = ("prom_flow", "prom_not_scored")
OF_DEATH = {"alive": DEATHS, "died_within_183_days": ("died",), "lived_183_days": ("lived",)}
NAMED = tuple((name, level) for name, levels in LEVELS.items() for level in levels if level != "unknown")
Row = Mapping[str, Any]
Cell = tuple[tuple, list, list]
"""Name, unknowns, and those to be taken from them."""


def rows(table: pl.DataFrame) -> dict[tuple, Row]:
    """The rows on patient-reported outcomes of the cohort inside."""
    of_cohort = table.filter(pl.col("measure").is_in(PATIENT_REPORTED) & (pl.col("cohort") == COUNTED_COHORT))
    return {tuple(row[name] for name in KEY): row for row in of_cohort.iter_rows(named=True)}


def every_key() -> Iterator[tuple]:
    """The rows attacked, if no group is empty.

    Differences of baselines are of the persons of two other rows. Of levels of a subgroup nothing but these
    rows ever leaves.
    """
    for time in TIMES:
        for state in (ANSWERED, *SILENCES, DEAD, NOT_DUE):
            yield (*WHOLE, "prom_flow", state, time)
        for variant in OF_DEATH:
            yield (*WHOLE, "prom_response", variant, time)
        for scale in SCALES:
            prefix = INDEX if scale == INDEX else "prom"
            yield (*WHOLE, "prom_not_scored", scale, time)
            for name in ("mean", "change", "baseline_answered", "baseline_no_answer") if time else ("mean",):
                yield (*WHOLE, f"{prefix}_{name}", scale, time)
            for name, group in product(("mean", "change") if time else ("mean",), NAMED):
                yield (*group, f"{prefix}_{name}", scale, time)
        for group in NAMED:
            yield (*group, "prom_response", "alive", time)


def counted(cut: object, key: tuple) -> tuple[list, list]:
    """The persons of a row: those to be added, and those to be taken from them."""
    subgroup, level, measure, variant, time = key
    group = subgroup, level
    if measure == "prom_flow":
        return fate(cut, time, variant) if variant in SILENCES else at(cut, group, time, variant), []
    if measure == "prom_not_scored":
        return at(cut, group, time, ANSWERED), scored(cut, group, variant, time)
    if measure == "prom_response":
        return due(cut, key, DUE), []
    if measure.endswith("_mean"):
        return scored(cut, group, variant, time), []
    both, without, _ = (with_baseline(cut, group, variant, time, kind) for kind in BASELINE)
    return (without if measure.endswith("_no_answer") else both), []


def due(cut: object, key: tuple, states: Sequence[str]) -> list:
    """Of the persons of a share, those in one of the states."""
    subgroup, level, _, variant, time = key
    if variant == "alive":
        return at(cut, (subgroup, level), time, *states)
    return by_death(cut, time, states, OF_DEATH[variant])


def number(row: Row | None) -> int:
    """How many persons a row is of, exactly."""
    if row is None:
        return 0
    return int((row["estimate"] if row["measure"] in COUNTS else row["n"]) or 0)


def known(row: Row | None) -> tuple[tuple[int, int], tuple[int, int] | None]:
    """Fewest and most persons that a released row can be of; of a share, also those who answered."""
    if row is None or row["estimate"] is None:
        return (0, MOST), None
    if row["measure"] in COUNTS:
        return (round(row["estimate"]),) * 2, None
    told = Told(row["estimate"], row["lower"], row["upper"], row["rounded_to"])
    if row["measure"] == "prom_response":
        pairs = [
            (n, x)
            for n, x in persons_of_share(told)
            if row["n"] in (None, n) and row["n_events"] in (None, x)
        ]
        ns, xs = zip(*pairs, strict=True)
        return (min(ns), max(ns)), (min(xs), max(xs))
    if row["n"] is not None:
        return (row["n"], row["n"]), None
    ns = persons_of_mean(told, row["variant"], row["measure"].endswith("_change"))
    return (min(ns), max(ns)), None


def small_cells(edition: Edition) -> Iterator[tuple[tuple, list, list]]:
    """Every number of 1 to 4 persons behind the exact rows: name, those added and those taken."""
    cut, exact = edition.cut, rows(edition.exact["estimate"])
    for name, n, added, taken in _cells(cut, exact):
        if 1 <= n <= 4:
            yield name, added, taken


def _cells(cut: object, exact: Mapping[tuple, Row]) -> Iterator[tuple[tuple, int, list, list]]:
    for key in every_key():
        n = number(exact.get(key))
        yield ("n", *key), n, *counted(cut, key)
        subgroup, level, measure, variant, time = key
        if measure == "prom_response":
            n_answered = exact[key]["n_events"] if key in exact else 0
            yield ("answered", *key), n_answered, due(cut, key, [ANSWERED]), []
            yield ("silent", *key), n - n_answered, due(cut, key, [SILENT]), []
        if measure.endswith("_change"):
            of_mean = (*key[:2], measure.replace("_change", "_mean"))
            for when in (0, time):
                other = (*of_mean, variant, when)
                at_one = counted(cut, other)[0]
                yield (f"only at {when}", *key), number(exact.get(other)) - n, at_one, counted(cut, key)[0]
        if measure.endswith("_no_answer"):
            gone = with_baseline(cut, (subgroup, level), variant, time, BASELINE[2])
            at_baseline, with_both = (
                number(exact.get((*key[:2], measure.replace("baseline_no_answer", name), variant, when)))
                for name, when in (("mean", 0), ("change", time))
            )
            yield ("gone later", *key), at_baseline - with_both - n, gone, []
    for (subgroup, level), time in product(NAMED, TIMES):
        flow = (exact.get((subgroup, level, "prom_flow", state, time)) for state in (DEAD, NOT_DUE))
        yield (
            ("others", subgroup, level, time),
            sum(map(number, flow)),
            at(cut, (subgroup, level), time, DEAD, NOT_DUE),
            [],
        )
    for time in TIMES:
        n_due, died, lived = (number(exact.get((*WHOLE, "prom_response", name, time))) for name in OF_DEATH)
        yield ("unknown death", time), n_due - died - lived, by_death(cut, time, DUE, ["unknown"]), []
        of_sex = [
            number(exact.get(("sex", sex, "prom_response", "alive", time))) for sex in ("female", "male")
        ]
        yield ("unknown sex", time), n_due - sum(of_sex), at(cut, ("sex", "unknown"), time, *DUE), []
        for earlier in TIMES[: TIMES.index(time)]:
            due_before = number(exact.get((*WHOLE, "prom_response", "alive", earlier)))
            no_longer = at(cut, WHOLE, earlier, *DUE), at(cut, WHOLE, time, *DUE)
            yield ("no longer due", earlier, time), due_before - n_due, *no_longer
