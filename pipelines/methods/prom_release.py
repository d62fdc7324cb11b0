"""Which numbers on patient-reported outcomes may leave.

They leave for one of the nested cohorts only. All numbers of persons that rows tell are judged together
(`withholding`): who is in which state at which time, who answered, has a score, or soon died, in all and by
level, are the same persons (`prom_groups`). A mean tells how few and how many it can be of. Beside earlier
editions nobody's state changes (`prom_told`). The scores of few stay hidden by a rule of their own
(`scores_of_few`): a mean of some less a mean of most of them is the sum of a few.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from pipelines.methods.disclosure import is_sensitive
from pipelines.methods.patient_flow import COUNTED_COHORT
from pipelines.methods.precision import rounded, score_step
from pipelines.methods.prom_groups import REST, WHOLE, Group, Level, PromGroups
from pipelines.methods.prom_levels_shown import scales_that_show_levels
from pipelines.methods.prom_numbers import (
    ANSWERED,
    COUNTING,
    OF_SCALE,
    OTHERS,
    SHARE,
    Key,
    Number,
    groups_of,
    is_in,
    numbers_of,
    told_by,
)
from pipelines.methods.prom_told import (
    SIZED,
    Bounds,
    bounds_of,
    counts_of,
    know_before,
    know_nobody,
    know_sizes,
    levels_before,
    more_inside,
    prom_rows,
    small_before,
    times_and_scales,
)
from pipelines.methods.scores_of_few import open_means

if TYPE_CHECKING:
    from pipelines.methods.withholding import Count

KEY = ["agreement_id", "cohort", "subgroup", "level", "measure", "variant", "time_days"]
OF_SUBGROUPS = ("mean", "change", "response")
"""What leaves for subgroups: the answers to who did not answer and why would be of too few."""
COST, OF_LEVEL, OF_NUMBER = 1.0, 0.3, 0.1
"""What it costs to withhold a row of the whole, one of a level, and the number of persons beside a mean."""

Named = tuple[Level, Key]
"""A row by its level, measure, variant and time."""


class Told(NamedTuple):
    """What would be told of a number, itself or between which it lies, and what withholding that costs."""

    name: Number | Named
    number: Number
    cost: float
    between: Bounds | None = None


@dataclass(frozen=True)
class Beside:
    """What stands beside the rows of one agreement.

    `sizes` are the numbers of persons beside estimates of other themes, `counts` those of the patient flow
    that have left, `opens` the first day of the window of each time, `published` what editions told, and
    `sizes_of_levels` counts of the flow that a later edition may tell.
    """

    sizes: Collection[int]
    counts: pl.DataFrame
    opens: Mapping[int, int]
    published: pl.DataFrame
    sizes_of_levels: pl.DataFrame = field(default_factory=pl.DataFrame)


def released_prom(estimates: pl.DataFrame, beside: Mapping[str, Beside]) -> pl.DataFrame:
    """The rows that may leave: KEY, `prom_n_released` where their numbers of persons may as well, and
    `prom_rounded_as`, the number of persons that a mean is rounded by.

    `estimates` has the exact columns of `result.estimate`; rows of other themes are passed over. `beside` is
    by agreement.
    """
    rows = []
    for (agreement_id,), exact in prom_rows(estimates).group_by("agreement_id", maintain_order=True):
        for (level, key), has_n, rounded_as in _of_agreement(exact, beside[agreement_id]):
            rows.append((agreement_id, COUNTED_COHORT, *level, *key, has_n, rounded_as))
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


def _of_agreement(exact: pl.DataFrame, beside: Beside) -> Iterator[tuple[Named, bool, int]]:
    levels = counts_of(exact)
    # Of a level that now has no row, or had none, there are persons all the same: they are not of no level.
    named = {*levels, *levels_before(beside.published)}
    times, scales = times_and_scales(exact)
    now = PromGroups(
        "",
        exact["data_cut"][0],
        {time: beside.opens.get(time) for time in times},
        scales,
        {
            subgroup: tuple(sorted(level for name, level in named if name == subgroup))
            for subgroup in sorted({name for name, _ in levels} - {WHOLE[0]})
        },
        {},
    )
    numbers = numbers_of(levels, times, scales)
    offered = {(level, key): told_by(level, key) for level, key in _offered(levels, numbers, beside.sizes)}
    as_of = {name: _rounded_as(name, told[0], numbers) for name, told in offered.items()}
    counts = [*_numbers_told(numbers, offered, beside.sizes), *_bounds_told(offered, as_of, exact)]
    judged = {count.name for count in counts} - _withheld(now, numbers, counts, exact, beside)
    leaving = {
        name
        for name, told in offered.items()
        if (name in judged if name[1][0] not in COUNTING else judged.issuperset(told))
    }
    staying = {_family(name) for name in offered if name not in leaving}
    for (level, key), told in offered.items():
        if _family((level, key)) not in staying:
            has_n = judged.issuperset(told) and (level == WHOLE or key[0] == SHARE)
            n = numbers[told[0]]
            yield (level, key), has_n, n if has_n else as_of[level, key]


def _offered(
    levels: Mapping[Level, Mapping[Key, tuple[int, int]]],
    numbers: Mapping[Number, int],
    sizes: Collection[int],
) -> Iterator[Named]:
    """The rows that may leave if they tell no number of persons that must not be known."""
    whole = levels.get(WHOLE, {})
    divided = {key for key in whole if key[0].rpartition("_")[2] in OF_SUBGROUPS}
    subgroups = sorted({name for name, _ in levels} - {WHOLE[0]})
    opened = open_means(WHOLE, whole, numbers)
    opened_by = {
        subgroup: set.intersection(
            *(
                open_means(level, divided, numbers)
                for level in [*(level for level in levels if level[0] == subgroup), (subgroup, REST)]
            )
        )
        for subgroup in subgroups
    }
    for key in whole:
        if key[0] == SHARE and _is_few_away(whole[key][0], sizes):
            continue
        if key[0] in COUNTING or key in opened:
            yield WHOLE, key
            if key in divided and (key[0] != SHARE or key[1] == "alive"):
                for subgroup in subgroups:
                    if key[0] == SHARE or key in opened_by[subgroup]:
                        of_subgroup = [level for level in levels if level[0] == subgroup]
                        yield from ((level, key) for level in of_subgroup if key in levels[level])


def _family(name: Named) -> tuple:
    """What rows that leave together have in common: levels of a subgroup."""
    (subgroup, _), key = name
    return subgroup, *key


def _numbers_told(
    numbers: Mapping[Number, int], offered: Mapping[Named, list[Number]], sizes: Collection[int]
) -> Iterator[Told]:
    """The numbers that rows would tell, with what it costs to withhold them."""
    cost: dict[Number, float] = {}
    for (level, key), told in offered.items():
        if key[0] in COUNTING or (level == WHOLE and not _is_few_away(numbers[told[0]], sizes)):
            of_row = OF_NUMBER if key[0] not in COUNTING else COST if level == WHOLE else OF_LEVEL
            for number in told:
                cost[number] = cost.get(number, 0) + of_row
    for number, of_number in cost.items():
        yield Told(number, number, of_number)


def _bounds_told(
    offered: Mapping[Named, list[Number]], as_of: Mapping[Named, int], exact: pl.DataFrame
) -> Iterator[Told]:
    """How few and how many persons the means can be of, as they would be told without their number."""
    names = [name for name in offered if name[1][0] not in COUNTING]
    steps = pl.DataFrame(
        [(*level, *key, as_of[level, key]) for level, key in names],
        schema=dict.fromkeys(KEY[2:], pl.String) | {"time_days": pl.Int32, "n_as": pl.Int64},
        orient="row",
    )
    rows = (
        exact.join(steps, on=KEY[2:])
        .with_columns(rounded_to=score_step(pl.col("unit"), pl.col("n_as")))
        .with_columns(rounded(pl.col(name), pl.col("rounded_to")) for name in ("estimate", "lower", "upper"))
    )
    for row in rows.iter_rows(named=True):
        level = row["subgroup"], row["level"]
        name = level, (row["measure"], row["variant"], row["time_days"])
        (number,) = offered[name]
        cost = COST if level == WHOLE else OF_LEVEL
        yield Told(name, number, cost, bounds_of(row, row["rounded_to"]))


def _withheld(
    now: PromGroups,
    numbers: Mapping[Number, int],
    told: Collection[Told],
    exact: pl.DataFrame,
    beside: Beside,
) -> set:
    """The names of the numbers that do not leave.

    Chosen part by part, of this edition and then beside those before, which is quick; what the parts together
    still give away is withheld after all. There, and beside earlier editions, tables may be of halves of
    persons: whole ones would take minutes. What nothing hides because few came to all inside is hidden as if
    four had come; what nothing hides beside the sizes of levels, beside those that are told.
    """
    from pipelines.methods.withholding import Knowledge, judged

    names: set = set()
    given_away: set[Hashable] = set()

    def judge(
        part: PromGroups, knowledge: Knowledge, hidden: Mapping[Hashable, list[Group]], **more: Any
    ) -> None:
        """What a part has shown to be given away is not asked again where more is known."""
        counts = [_count(one, part, numbers) for one in told if is_in(one.number, part)]
        places = [place for place, name in enumerate(hidden) if name in given_away]
        found = judged(counts, knowledge, [*hidden.values()], given_away=places, **more)
        names.update(found.withheld)
        given_away.update(list(hidden)[place] for place in found.given_away)

    def hidden_in(part: PromGroups) -> dict[Hashable, list[Group]]:
        return {
            (part.edition, number): groups_of(part, number)
            for number, n in numbers.items()
            if is_in(number, part) and (is_sensitive(n) or _may_be_few(number, n))
        }

    sized = pl.concat([beside.counts, beside.sizes_of_levels], how="diagonal_relaxed")

    def of_now(
        part: PromGroups, counts: pl.DataFrame = sized, n_more: Mapping[Level, int] = MappingProxyType({})
    ) -> Knowledge:
        knowledge = Knowledge()
        part.relate(knowledge)
        know_nobody(knowledge, part, exact)
        know_sizes(knowledge, part, counts, n_more)
        return knowledge

    few_then = small_before(beside.published)

    def divided(told: Iterable[Told]) -> PromGroups:
        return _divided(now, [one.number for one in told], numbers, few_then)

    for part in _parts(divided(told)):
        knowledge, hidden = of_now(part), hidden_in(part)
        judge(part, knowledge, hidden, kept_back=names)
        if not beside.published.is_empty():
            hidden |= know_before(knowledge, beside.published, part)
            judge(part, knowledge, hidden, kept_back=names, in_whole_persons=False)
    told = [one for one in told if one.name not in names]
    together = divided(told)
    knowledge, hidden = of_now(together), hidden_in(together)
    hidden |= know_before(knowledge, beside.published, together)
    n_more = more_inside(now.data_cut, beside.counts, beside.published)
    others = ([sized] if n_more else []) + ([] if beside.sizes_of_levels.is_empty() else [beside.counts])
    as_if = [of_now(together, counts, n_more.get(now.data_cut, {})) for counts in others]
    for known in as_if:
        know_before(known, beside.published, together, n_more)
    judge(together, knowledge, hidden, in_whole_persons=False, as_if=as_if)
    return names


def _divided(
    now: PromGroups,
    told: Collection[Number],
    numbers: Mapping[Number, int],
    few_then: Collection[Number],
) -> PromGroups:
    """The groups by the levels of the scales of which numbers by level are told, or that all show."""
    divided = {(number.subgroup, number.variant) for number in told if number.what in OF_SCALE}
    for subgroup in now.levels:
        shown = scales_that_show_levels(subgroup, numbers, told, few_then)
        divided |= {(subgroup, scale) for scale in shown}
    return replace(
        now,
        scales_of={
            subgroup: tuple(scale for scale in now.scales if (subgroup, scale) in divided)
            for subgroup in now.levels
        },
    )


def _parts(now: PromGroups) -> Iterator[PromGroups]:
    """Everybody; and the levels of each subgroup, by themselves and by each scale."""
    yield replace(now, levels={})
    for subgroup, levels in now.levels.items():
        for scales in ((), *((scale,) for scale in now.scales_of[subgroup])):
            yield replace(now, scales=scales, levels={subgroup: levels}, scales_of={subgroup: scales})


def _may_be_few(number: Number, n: int) -> bool:
    """Whether nobody is dead or not due where a later edition tells how many are inside.

    If it tells of three more, no more than three can be: that all are due now must not be known.
    """
    return n == 0 and number.what == OTHERS and number.subgroup in SIZED and number.level != REST


def _count(one: Told, part: PromGroups, numbers: Mapping[Number, int]) -> "Count":
    from pipelines.methods.withholding import Count

    return Count(one.name, tuple(groups_of(part, one.number)), numbers[one.number], one.cost, one.between)


def _is_few_away(n: int, sizes: Collection[int]) -> bool:
    return any(is_sensitive(abs(n - other)) for other in sizes)


def _rounded_as(name: Named, number: Number, numbers: Mapping[Number, int]) -> int:
    """The number of persons that a mean without its number is rounded by: how finely tells about how many.

    Half of those who answered at most, so that how many of them have no score stays open.
    """
    (level, (measure, _, time)), n = name, numbers[number]
    if measure in COUNTING:
        return n
    return min(n, numbers[Number(*level, ANSWERED, "all", time)] // 2)
