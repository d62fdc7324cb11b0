"""What editions have told of patient-reported outcomes, and how it bounds what a later one may tell."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import polars as pl

from pipelines.methods.disclosure import THRESHOLD, is_sensitive
from pipelines.methods.editions_told import relate_editions
from pipelines.methods.few_came import as_if_four_came
from pipelines.methods.patient_flow import COUNTED_COHORT, PATIENT_REPORTED
from pipelines.methods.prom_groups import DUE, REST, SCORED, WHOLE, Group, Level, PromGroups
from pipelines.methods.prom_numbers import (
    BOTH,
    COUNTS_ALONE,
    DEATHS,
    OF_SCALE,
    SHARE,
    WITHOUT,
    Number,
    groups_of,
    is_in,
    numbers_of,
    told_by,
)

if TYPE_CHECKING:
    from pipelines.methods.withholding import Knowledge

TOPIC, AT_LEAST, AT_MOST = "patient_reported", "patient_reported_at_least", "patient_reported_at_most"
"""Topics of these numbers among the published counts, and of what means say of how many there are.

Their item is the subgroup and its level, their category what is counted, of which scale and when.
"""
TOPICS = (TOPIC, AT_LEAST, AT_MOST)
ROW = ["agreement_id", "data_cut", "topic", "item", "grouping", "level", "category"]
COLUMNS = [*ROW, "n", "is_small"]
KEY = ["subgroup", "level", "measure", "variant", "time_days"]
SIZE = (("flow", "all", "all"), ("eligibility", "region", "region"))
"""Topic and grouping of the counts that tell how many are inside, and the subgroup that they are of."""
SIZED = tuple(subgroup for *_, subgroup in SIZE if subgroup != WHOLE[0])
"""Subgroups whose levels the patient flow tells the sizes of."""

Row = Mapping[str, Any]
Bounds = tuple[float, float]


def prom_rows(estimates: pl.DataFrame) -> pl.DataFrame:
    """The rows on patient-reported outcomes of the cohort that is counted."""
    return estimates.filter(pl.col("measure").is_in(PATIENT_REPORTED) & (pl.col("cohort") == COUNTED_COHORT))


def counts_of(rows: pl.DataFrame) -> dict[Level, dict[tuple[str, str, int], tuple[int, int]]]:
    """By subgroup and level: (n, n_events) of every measure, variant and time."""
    levels: dict[Level, dict[tuple[str, str, int], tuple[int, int]]] = {}
    counted = rows.select(
        *KEY,
        pl.when(pl.col("measure").is_in(COUNTS_ALONE)).then(pl.col("estimate").cast(pl.Int64)).otherwise("n"),
        "n_events",
    )
    for subgroup, level, measure, variant, time, n, n_events in counted.iter_rows():
        levels.setdefault((subgroup, level), {})[(measure, variant, time)] = (n or 0, n_events or 0)
    return levels


def times_and_scales(rows: pl.DataFrame) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The times of an agreement in order, and its scales."""
    scales = rows.filter(~pl.col("measure").is_in(["prom_flow", SHARE]))["variant"].unique().sort()
    return tuple(rows["time_days"].unique().sort()), tuple(scales)


def bounds_of(row: Row, rounded_to: float) -> Bounds:
    """How few and how many persons a mean can be of, as it is told."""
    from pipelines.methods.score_bounds import persons_of_mean

    limits = (row["lower"], row["upper"])
    if row["measure"].endswith("_difference"):
        limits = (None, None)
    return persons_of_mean(
        row["estimate"], limits, rounded_to, row["unit"], row["measure"].endswith("_change")
    )


def prom_told(released: pl.DataFrame, exact: pl.DataFrame | None) -> pl.DataFrame:
    """What the rows of `released.estimate` tell, as published counts, and which other numbers are small.

    Where the exact table is not known (erased, or never kept), whatever was not told may be small.
    """
    behind = None if exact is None else prom_rows(exact)
    rows = []
    for (agreement_id, data_cut), of_one in prom_rows(released).group_by("agreement_id", "data_cut"):
        of_exact = None if behind is None else behind.filter(agreement_id=agreement_id, data_cut=data_cut)
        for topic, number, n, is_small in _told(of_one, of_exact):
            subgroup, level, *category = number
            item = f"{subgroup}/{level}"
            name = "/".join(map(str, category))
            rows.append((agreement_id, data_cut, topic, item, "all", "all", name, n, is_small))
    schema = {**dict.fromkeys(ROW, pl.String), "data_cut": pl.Date, "n": pl.Int64, "is_small": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row").sort(ROW)


def _told(
    released: pl.DataFrame, exact: pl.DataFrame | None
) -> Iterator[tuple[str, Number, int | None, bool | None]]:
    times, scales = times_and_scales(released)
    behind = released.clear() if exact is None else exact
    names = numbers_of(counts_of(released if exact is None else behind), times, scales)
    told = {
        Number(*WHOLE, what, variant, time): 0 for what, variant, time in _nobody(released, times, scales)
    }
    least, most = {}, {}
    for row in released.filter(pl.col("estimate").is_not_null()).iter_rows(named=True):
        key = row["measure"], row["variant"], row["time_days"]
        first, *others = told_by((row["subgroup"], row["level"]), key)
        if row["measure"] in COUNTS_ALONE:
            told[first] = round(row["estimate"])
        elif row["n"] is not None:
            told[first] = row["n"]
            told |= {number: round(row["estimate"] * row["n"]) for number in others}
        if row["rounded_to"] is not None:
            fewest, highest = bounds_of(row, row["rounded_to"])
            least[first] = max(fewest, least.get(first, 0))
            most[first] = min(highest, most.get(first, highest))
    for number in sorted({*names, *told}):
        is_small = None if exact is None else is_sensitive(names.get(number, 0))
        if number in told or is_small is not False:
            yield TOPIC, number, told.get(number), None if number in told else is_small
    yield from ((AT_LEAST, number, n, None) for number, n in sorted(least.items()))
    yield from ((AT_MOST, number, int(n), None) for number, n in sorted(most.items()) if n < float("inf"))


def _nobody(
    released: pl.DataFrame, times: Iterable[int], scales: Iterable[str]
) -> Iterator[tuple[str, str, int]]:
    """What nobody is counted in: whatever somebody has at some time has a row at every time."""
    of_whole = counts_of(released).get(WHOLE, {})
    has_row = {number[2:4] for key in of_whole for number in told_by(WHOLE, key)}
    first, *later = times
    asked = [
        *((DUE, death) for death in DEATHS.values()),
        *((what, one) for what in (SCORED,) for one in scales),
    ]
    asked += [(what, one) for what in (BOTH, WITHOUT) for one in scales]
    for what, variant in asked:
        if (what, variant) not in has_row:
            for time in later if what in (BOTH, WITHOUT) else (first, *later):
                yield what, variant, time


def know_nobody(knowledge: "Knowledge", now: PromGroups, rows: pl.DataFrame) -> None:
    """Rows that there are not tell that nobody is counted in them."""
    for name in _nobody(rows, tuple(now.opens), now.scales):
        number = Number(*WHOLE, *name)
        if is_in(number, now):
            knowledge.is_exactly(groups_of(now, number), 0)


def know_sizes(
    knowledge: "Knowledge", groups: PromGroups, counts: pl.DataFrame, n_more: Mapping[Level, int]
) -> None:
    """How many are inside, in all and by region: as the patient flow tells, whose counts these are.

    Of a level there may be so many more (`n_more`). Where the flow has nobody of another level, nobody is of
    none.
    """
    named: dict[str, set[str]] = {}
    for (subgroup, level), n in _sizes(counts):
        if n != 0:
            named.setdefault(subgroup, set()).add(level)
        if n is not None and (subgroup == WHOLE[0] or level in groups.levels.get(subgroup, ())):
            least, most = n, n + n_more.get((subgroup, level), 0)
            knowledge.is_between(groups.of_courses((subgroup, level)), least, most)
    for subgroup, levels in groups.levels.items():
        if named.get(subgroup) and named[subgroup] <= set(levels):
            knowledge.is_exactly(groups.of_courses((subgroup, REST)), 0)


def more_inside(now: date, counts: pl.DataFrame, published: pl.DataFrame) -> dict[date, dict[Level, int]]:
    """By cut and level: how many more would be inside had four come wherever one to three did; empty if they
    never did.

    `counts` are those of the patient flow of now, `published` those of earlier editions.
    """
    told = {
        cut: {level: n for level, n in _sizes(of_cut) if n is not None}
        for (cut,), of_cut in published.group_by("data_cut", maintain_order=True)
    }
    told[now] = {level: n for level, n in _sizes(counts) if n is not None}
    levels = sorted({level for sizes in told.values() for level in sizes} - {WHOLE})
    n_more = as_if_four_came(told, {**dict.fromkeys(levels, ()), WHOLE: levels})
    return n_more if any(n for sizes in n_more.values() for n in sizes.values()) else {}


def sizes_of_levels(counts: pl.DataFrame) -> pl.DataFrame:
    """The rows of exact `counts` that say how many are inside at a level, where they are not few.

    `counts` has the columns of `result.person_count`.
    """
    is_size = pl.any_horizontal(
        (pl.col("topic") == topic) & (pl.col("grouping") == grouping)
        for topic, grouping, subgroup in SIZE
        if subgroup in SIZED
    )
    is_few = pl.col("n").is_between(1, THRESHOLD - 1)
    return counts.filter(is_size & ~is_few, category=COUNTED_COHORT)


def _sizes(counts: pl.DataFrame) -> Iterator[tuple[Level, int | None]]:
    """By level how many are inside, where it is told."""
    inside = counts.filter(category=COUNTED_COHORT)
    for topic, grouping, subgroup in SIZE:
        of_subgroup = inside.filter((pl.col("topic") == topic) & (pl.col("grouping") == grouping))
        yield from (((subgroup, level), n) for level, n in of_subgroup.select("level", "n").iter_rows())


def know_before(
    knowledge: "Knowledge",
    published: pl.DataFrame,
    now: PromGroups,
    n_more: Mapping[date, Mapping[Level, int]] = MappingProxyType({}),
) -> dict[Hashable, list[Group]]:
    """What earlier editions told, and how their groups became those of now; returns what may be small of it,
    by edition and number.

    `published` are the published counts of one agreement. Of a level `n_more` of a cut may be inside.
    """
    hidden: dict[Hashable, list[Group]] = {}
    editions = []
    for (cut, build), rows in published.sort(pl.all()).group_by("data_cut", "build_id", maintain_order=True):
        told = rows.filter(pl.col("topic").is_in(TOPICS))
        if told.is_empty():
            continue
        every = [
            (topic, _number(item, category), n, is_small)
            for topic, item, category, n, is_small in told.select(
                "topic", "item", "category", "n", "is_small"
            ).iter_rows()
        ]
        before = _groups(now, (cut, build), cut, [(number, n) for _, number, n, _ in every])
        numbers = [row for row in every if is_in(row[1], before)]
        before.relate(knowledge)
        know_sizes(knowledge, before, rows, n_more.get(before.data_cut, {}))
        for topic, number, n, is_small in numbers:
            groups = groups_of(before, number)
            if n is None:
                if is_small is not False:
                    hidden[before.edition, number] = groups
            elif topic == TOPIC:
                knowledge.is_exactly(groups, n)
            elif topic == AT_LEAST:
                knowledge.is_at_least(groups, n)
            else:
                knowledge.is_at_most(groups, n)
        editions.append(before)
    relate_editions(now, editions, lambda earlier, later: earlier.relate_to_later(knowledge, later))
    return hidden


def levels_before(published: pl.DataFrame) -> set[Level]:
    """The levels of which earlier editions told a number, or withheld one that is small."""
    items = published.filter(pl.col("topic").is_in(TOPICS))["item"].unique()
    levels = {(subgroup, level) for subgroup, _, level in (item.partition("/") for item in items)}
    return {(subgroup, level) for subgroup, level in levels if subgroup != WHOLE[0] and level != REST}


def small_before(published: pl.DataFrame) -> set[Number]:
    """The numbers that were small in some earlier edition, or may have been."""
    withheld = published.filter(pl.col("topic") == TOPIC, pl.col("n").is_null())
    is_small = pl.col("is_small").fill_null(True)
    return {_number(*names) for names in withheld.filter(is_small).select("item", "category").iter_rows()}


def _number(item: str, category: str) -> Number:
    subgroup, _, level = item.partition("/")
    what, variant, time = category.split("/")
    return Number(subgroup, level, what, variant, int(time))


def _groups(
    now: PromGroups, edition: object, cut: date, numbers: list[tuple[Number, int | None]]
) -> PromGroups:
    """The groups of an earlier edition: of the levels of now, if it had any of a subgroup, and of the scales
    that it told or now are asked."""
    times = sorted({*now.opens, *(number.time for number, _ in numbers)})
    divided = {number.subgroup for number, _ in numbers if number.level != REST}
    levels = {subgroup: some for subgroup, some in now.levels.items() if subgroup in divided}
    of_scale = [(number, n) for number, n in numbers if number.what in OF_SCALE]
    counted = {(number.subgroup, number.variant) for number, _ in of_scale}
    told = {(number.subgroup, number.variant) for number, n in of_scale if n is not None}
    told |= {(subgroup, scale) for subgroup, scales in now.scales_of.items() for scale in scales}
    return replace(
        now,
        edition=edition,
        data_cut=cut,
        opens={time: now.opens.get(time) for time in times},
        scales=tuple(scale for scale in now.scales if (WHOLE[0], scale) in counted),
        levels=levels,
        scales_of={
            subgroup: tuple(scale for scale in now.scales if (subgroup, scale) in told) for subgroup in levels
        },
    )
