"""Which numbers beside estimates may leave beside those of earlier editions.

What two editions tell of one question bounds what each of them withheld: seven dead by two years told now
are seven at most a year ago, and if nine were followed then, two at least lived. A row tells limits
(`answers_told`); one after the other joins, first the estimates, then their numbers of persons, then of
events, if beside it every small count that a reader could not find out before may still be at most one, and
at least four (`answer_series`): of this edition, and of every one before. Then join those of subgroups, all
levels at a time.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf
from typing import Any

import polars as pl

from pipelines.methods.answer_series import AnswerSeries, Told, join
from pipelines.methods.answers_told import (
    ASKED,
    BY_SOME_TIME,
    COSTS,
    DIED,
    DIED_AND_KNOWN,
    NEXT_TREATMENT,
    ROW,
    TREATED,
    Limit,
    answers_told,
    asked_rows,
    exact_numbers,
    exactly_in,
    limits_of_estimate,
    mean_of,
    none_or_five,
    numbers_of,
    question_of,
    stand_alone,
    with_exact,
)
from pipelines.methods.cohort_rings import with_rings
from pipelines.methods.course_questions import COURSE, is_told_with_its_cost, under_primary
from pipelines.methods.course_questions import MEASURES as COURSES
from pipelines.methods.ended_told import is_ended
from pipelines.methods.levels_within import (
    ANSWERS,
    Levels,
    cohort_name,
    cohort_of,
    questions_beside,
    sizes_known,
    with_sums,
)
from pipelines.methods.measures import MEASURES
from pipelines.methods.question_relations import COHORTS, kind_of
from pipelines.methods.rounded_numbers import ROUNDED, between, rounded
from pipelines.methods.sizes_withheld import cohorts_withheld, with_sizes

TOLD_ELSEWHERE = (DIED, DIED_AND_KNOWN, NEXT_TREATMENT, COURSE)
"""Kinds of questions of which no number of answers is rounded."""
Row = Mapping[str, Any]
Said = tuple[Row, Limit]
NOW = "now"
ESTIMATE = ["estimate", "lower", "upper", "rounded_to"]
COUNTS = ("n", "n_events")
WITHHELD = ["row_withheld", "numbers_withheld", "events_withheld"]
"""How much of a row does not leave: nothing of it, none of its numbers of persons, that of events."""
USEFULNESS = {name: place for place, name in enumerate(MEASURES)}


@dataclass(frozen=True)
class Held:
    """What does not leave, by WITHHELD, and by row and column what leaves rounded instead."""

    rows: tuple[list[Row], ...] = field(default_factory=lambda: tuple([] for _ in WITHHELD))
    rounded: dict[tuple, dict[str, int]] = field(default_factory=dict)

    def add(self, other: "Held") -> None:
        """What another says as well."""
        for found, others in zip(self.rows, other.rows, strict=True):
            found += others
        self.rounded.update(other.rounded)

    def stands(self, row: Row, place: int) -> bool:
        """Whether the number of persons of a row, or that of events, leaves as it is."""
        return row[COUNTS[place]] is not None and not any(row in gone for gone in self.rows[: place + 2])


def told_beside(
    released: pl.DataFrame,
    exact: pl.DataFrame,
    published: pl.DataFrame,
    counted: pl.DataFrame,
    primary: Mapping[str, str],
) -> pl.DataFrame:
    """`released.estimate`, less what may not leave beside the editions of `reference.published_answer`.

    `exact` has the columns of `result.estimate`; `counted` names, by `agreement_id` and `subgroup`, those
    whose levels the patient flow counts; `primary` is the primary rule of treatment end of each agreement.
    Numbers that do not leave exactly leave rounded, where they may.
    """
    held = _held_back(released, exact, published, set(counted.iter_rows()), primary)
    gone = {
        name: pl.any_horizontal(pl.col(less) for less in WITHHELD[: place + 1])
        for place, name in enumerate(WITHHELD)
    }
    for name, rows in zip(WITHHELD, held.rows, strict=True):
        marked = [{**_named(row), name: True} for row in rows]
        released = _beside(released, marked, {name: pl.Boolean}).with_columns(pl.col(name).fill_null(False))
    emptied = {WITHHELD[0]: ESTIMATE, WITHHELD[1]: ["n"], WITHHELD[2]: ["n_events"]}
    told = released.with_columns(
        *(
            pl.when(~gone[name]).then(pl.col(column)).alias(column)
            for name, columns in emptied.items()
            for column in columns
        ),
        suppressed=pl.col("suppressed") | gone[WITHHELD[0]],
    ).drop(WITHHELD)
    rounded = [dict(zip(ROW, row, strict=True)) | columns for row, columns in held.rounded.items()]
    return _beside(told, rounded, dict.fromkeys(ROUNDED, pl.Int64))


def _beside(released: pl.DataFrame, rows: list[dict[str, Any]], schema: Mapping[str, Any]) -> pl.DataFrame:
    """`released` with more columns, where they are known of a row."""
    named = pl.DataFrame(rows, {name: released.schema[name] for name in ROW} | dict(schema)).unique()
    return released.join(named, on=ROW, how="left", nulls_equal=True, maintain_order="left")


def _named(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in ROW}


def _held_back(
    released: pl.DataFrame,
    exact: pl.DataFrame,
    published: pl.DataFrame,
    counted: set[tuple[str, str]],
    primary: Mapping[str, str],
) -> Held:
    held = Held()
    now = answers_told(released, exact).with_columns(build_id=pl.lit(NOW))
    before = published.filter(~is_ended()).select(now.columns).sort(pl.all())
    told = pl.concat([before, now], how="vertical_relaxed")
    known = with_exact(released, exact)
    of_now = now["agreement_id"].unique()
    for (agreement_id,), of_agreement in told.filter(pl.col("agreement_id").is_in(of_now)).group_by(
        "agreement_id", maintain_order=True
    ):
        rows = sorted(asked_rows(known.filter(pl.col("agreement_id") == agreement_id)), key=_usefulness)
        of_flow = {name for agreement, name in counted if agreement == agreement_id}
        held.add(_held(rows, of_agreement, of_flow, primary.get(str(agreement_id))))
    return held


def _held(rows: Sequence[Row], told: pl.DataFrame, counted: Collection[str], primary: str | None) -> Held:
    """Of whole cohorts first; then of each subgroup, beside what these and the other subgroups tell."""
    editions = _editions(told.filter(pl.col("subgroup") == "all"), primary)
    of_whole = [AnswerSeries(editions, primary=primary)]
    for cohorts in cohorts_withheld([one.numbers for one in editions]):
        sized = [replace(one, numbers=with_sizes(one.numbers, cohorts)) for one in editions]
        of_whole.append(AnswerSeries(sized, primary=primary, like=of_whole[0]))
    divided = []
    for (subgroup,), of_subgroup in told.filter(pl.col("subgroup") != "all").group_by(
        "subgroup", maintain_order=True
    ):
        names = tuple(sorted(of_subgroup["level"].unique()))
        levels = Levels(str(subgroup), names, subgroup in counted)
        asked = questions_beside(of_subgroup["question"].unique())
        of_both = told.filter(pl.col("subgroup").is_in(["all", subgroup]))
        named = _editions(of_both.with_columns(cohort=cohort_name()), primary)
        with_levels = [
            [replace(one, numbers=with_sums(one.numbers, levels, asked, known)) for one in named]
            for known in sizes_known([one.numbers for one in named], levels)
        ]
        series = [AnswerSeries(with_levels[0], levels, primary)]
        series += [AnswerSeries(one, levels, primary, like=series[0]) for one in with_levels[1:]]
        divided.append((series, levels, with_levels[0][-1]))
    all_series = [one for series, *_ in divided for one in series]
    others = {
        one: [other for other in all_series if other not in series]
        for series, *_ in divided
        for one in series
    }
    while any([one.is_with(those) for one, those in others.items()]):
        pass
    held = _held_of_whole(of_whole, all_series, rows)
    for one in all_series:
        one.turn_to_levels()
    for series, *of_now in divided:
        levels, now = of_now
        of_levels = [row for row in rows if row["subgroup"] == levels.subgroup and not row["suppressed"]]
        held.add(_held_of(series, of_levels, (levels, now)))
    return held


def _held_of_whole(
    of_whole: Sequence[AnswerSeries], of_levels: Sequence[AnswerSeries], rows: Sequence[Row]
) -> Held:
    """What of whole cohorts does not leave; then all `of_levels` know what does.

    Nearly always that gives nobody of a level away: only where it does, rows are judged beside that, too.
    """
    whole = [row for row in rows if row["subgroup"] == "all"]
    judged = [*of_whole]
    while True:
        held = _held_of(judged, whole)
        heard = [(one, one.beside(of_whole[0].said)) for one in of_levels]
        giving = [one for one, known in heard if known is None and one not in judged]
        if not giving:
            for one, known in heard:
                one.known = known or one.known
            return held
        judged += giving
        for one in judged:
            one.forget()


def _held_of(
    series: Sequence[AnswerSeries], rows: Sequence[Row], of_now: tuple[Levels, Told] | None = None
) -> Held:
    """What of these rows does not leave; of a subgroup all levels leave alike, which give each other away.

    `of_now` are the levels that the rows are of, and the edition of now with these.
    """
    of_estimates: dict[tuple, list[Said]] = {}
    units: dict[tuple, list[Row]] = {}
    alone = stand_alone(rows)
    for row in rows:
        name = row["cohort"], row["subgroup"], row["measure"]
        one = *name, row["variant"], row["time_days"]
        # That one estimate of a mean is withheld says why: they leave together or not at all.
        if row["measure"] in COURSES and is_told_with_its_cost(row):
            together = row["cohort"], row["subgroup"], series[0].question_of(row)
        else:
            together = name if row["measure"] in COSTS else one
        of_estimates.setdefault(together, []).extend(
            (row, limit) for limit in limits_of_estimate(row, mean_of(row) in alone)
        )
        if of_now is not None:
            of_estimates[name if row["measure"] in COSTS else one].extend(_of_each_level(row, *of_now))
        if question_of(row) != TREATED:
            units.setdefault(one, []).append(row)
    held = Held()
    of_numbers = [[(row, list(numbers_of(row))) for row in unit] for unit in units.values()]
    everything = [told for unit in of_estimates.values() for told in unit]
    everything += [(row, limit) for unit in of_numbers for row, limits in unit for limit in limits]
    if not join(series, everything):
        for told in of_estimates.values():
            if not join(series, told):
                held.rows[0].extend(row for row, _ in told)
        for place in range(len(COUNTS)):
            for unit in of_numbers:
                told = [(row, limits[place]) for row, limits in unit if limits[place:]]
                is_gone = any(row in gone for gone in held.rows for row, _ in told)
                if told and not is_gone and not join(series, told):
                    held.rows[place + 1].extend(row for row, _ in told)
    for place in range(len(COUNTS)):
        for unit in units.values():
            _round(series, unit, place, held)
    return held


def _of_each_level(row: Row, levels: Levels, now: Told) -> Iterator[Said]:
    """What it says of every level that a row of one leaves, also of a level without a row, or unknown.

    Of the answers that the row counts: those on treatment by some time it does not part.
    """
    counted = {ASKED, *(answer for answer, _ in exact_numbers(exactly_in(row)))}
    for level in (*levels.names, ""):
        of_level = {**row, "level": level}
        for answer in ANSWERS:
            n = now.exactly((cohort_of(of_level), question_of(row), answer))
            if answer in counted and n is not None:
                yield of_level, none_or_five(answer, n)


def _round(series: Sequence[AnswerSeries], unit: Sequence[Row], place: int, held: Held) -> None:
    """Tell rounded, if it may be, what of these rows is not told: how many were asked, or answered.

    Of a curve the numbers that had the event stand at its points, or nowhere; of a course nowhere. Beside
    times on treatment and to the next treatment of levels no number stands (`estimate_release`).
    """
    if any(row["suppressed"] or row in held.rows[0] for row in unit):
        return
    if all(held.stands(row, place) for row in unit):
        return
    if place and kind_of(question_of(unit[0])) in TOLD_ELSEWHERE:
        return
    if unit[0]["subgroup"] != "all" and unit[0]["measure"] in BY_SOME_TIME:
        return
    if place and not all(held.stands(row, 0) or _row(row) in held.rounded for row in unit):
        return
    found = []
    for row in unit:
        limits = list(numbers_of(exactly_in(row)))
        found += [(row, limit.answer, between(int(limit.at_least))) for limit in limits[place : place + 1]]
    if found and join(series, [(row, Limit(answer, *lies)) for row, answer, lies in found]):
        for row, _, lies in found:
            held.rounded.setdefault(_row(row), {}).update(rounded(COUNTS[place], lies))


def _row(row: Row) -> tuple:
    return tuple(row[name] for name in ROW)


def _editions(told: pl.DataFrame, primary: str | None = None) -> list[Told]:
    """All of them, that of now the last; what is of the primary rule of treatment end by the name of that."""
    editions = []
    for (build_id, cut), rows in told.group_by("build_id", "data_cut", maintain_order=True):
        numbers: dict[tuple, tuple] = {}
        for cohort, question, answer, low, high, n in rows.select(
            "cohort", "question", "answer", "at_least", "at_most", "n"
        ).iter_rows():
            name = cohort, under_primary(question, primary), answer
            least, most, exactly = numbers.get(name, (0, inf, None))
            high = inf if high is None else high
            numbers[name] = max(low, least), min(high, most), n if exactly is None else exactly
        editions.append(Told(build_id, cut, with_rings(numbers)))
    return editions


def _usefulness(row: Row) -> tuple:
    time = inf if row["time_days"] is None else row["time_days"]
    return (
        COHORTS.index(row["cohort"]), USEFULNESS[row["measure"]], row["variant"], time, row["level"],
    )  # fmt: skip
