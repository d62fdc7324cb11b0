"""Which numbers beside estimates may leave beside those of earlier editions.

What two editions tell of one question bounds what each of them withheld: seven dead by two years told now
are seven at most a year ago, and if nine were followed then, two at least lived. A row tells limits
(`answers_told`); one after the other joins, first the estimates, then their numbers of persons, then of
events, if beside it every small count that a reader could not find out before may still be at most one, and
at least four (`answer_series`): of this edition, and of every one before. Then join those of subgroups, all
levels at a time.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from math import inf
from typing import Any

import polars as pl

from pipelines.methods.answer_series import AnswerSeries, Told, WithLevels
from pipelines.methods.answers_told import (
    ASKED,
    COSTS,
    TREATED,
    Limit,
    answers_told,
    asked_rows,
    limits_of_estimate,
    mean_of,
    numbers_of,
    question_of,
    stand_alone,
)
from pipelines.methods.ended_told import is_ended
from pipelines.methods.levels_within import (
    Levels,
    cohort_name,
    cohort_of,
    of_unknown,
    questions_beside,
    with_sums,
)
from pipelines.methods.measures import MEASURES
from pipelines.methods.question_relations import COHORTS

Row = Mapping[str, Any]
Said = tuple[Row, Limit]
Held = tuple[list[Row], list[Row], list[Row]]
ROW = ["agreement_id", "cohort", "subgroup", "level", "measure", "variant", "time_days"]
NOW = "now"
ESTIMATE = ["estimate", "lower", "upper", "rounded_to"]
WITHHELD = ["row_withheld", "numbers_withheld", "events_withheld"]
"""How much of a row does not leave: nothing of it, none of its numbers of persons, that of events."""
USEFULNESS = {name: place for place, name in enumerate(MEASURES)}


def told_beside(
    released: pl.DataFrame, exact: pl.DataFrame, published: pl.DataFrame, counted: pl.DataFrame
) -> pl.DataFrame:
    """`released.estimate`, less what may not leave beside the editions of `reference.published_answer`.

    `exact` has the columns of `result.estimate`; `counted` names, by `agreement_id` and `subgroup`, those
    whose levels the patient flow counts.
    """
    held = _held_back(released, exact, published, set(counted.iter_rows()))
    gone = {
        name: pl.any_horizontal(pl.col(less) for less in WITHHELD[: place + 1])
        for place, name in enumerate(WITHHELD)
    }
    for name, rows in zip(WITHHELD, held, strict=True):
        named = pl.DataFrame(
            [[row[column] for column in ROW] for row in rows],
            {column: released.schema[column] for column in ROW},
            orient="row",
        ).unique()
        released = released.join(
            named.with_columns(pl.lit(True).alias(name)), on=ROW, how="left", nulls_equal=True,
            maintain_order="left",
        ).with_columns(pl.col(name).fill_null(False))  # fmt: skip
    emptied = {WITHHELD[0]: ESTIMATE, WITHHELD[1]: ["n"], WITHHELD[2]: ["n_events"]}
    return released.with_columns(
        *(
            pl.when(~gone[name]).then(pl.col(column)).alias(column)
            for name, columns in emptied.items()
            for column in columns
        ),
        suppressed=pl.col("suppressed") | gone[WITHHELD[0]],
    ).drop(WITHHELD)


def _held_back(
    released: pl.DataFrame, exact: pl.DataFrame, published: pl.DataFrame, counted: set[tuple[str, str]]
) -> Held:
    held: Held = ([], [], [])
    now = answers_told(released, exact).with_columns(build_id=pl.lit(NOW))
    before = published.filter(~is_ended()).select(now.columns).sort(pl.all())
    told = pl.concat([before, now], how="vertical_relaxed")
    of_now = now["agreement_id"].unique()
    for (agreement_id,), of_agreement in told.filter(pl.col("agreement_id").is_in(of_now)).group_by(
        "agreement_id", maintain_order=True
    ):
        rows = sorted(asked_rows(released.filter(pl.col("agreement_id") == agreement_id)), key=_usefulness)
        _add(
            held,
            _held(rows, of_agreement, {name for agreement, name in counted if agreement == agreement_id}),
        )
    return held


def _add(held: Held, more: Held) -> None:
    for found, others in zip(held, more, strict=True):
        found += others


def _held(rows: Sequence[Row], told: pl.DataFrame, counted: Collection[str]) -> Held:
    """Of whole cohorts first; then of each subgroup, beside what these tell."""
    whole = [row for row in rows if row["subgroup"] == "all"]
    editions = _editions(told.filter(pl.col("subgroup") == "all"))
    of_whole = AnswerSeries(editions)
    held = _held_of(of_whole, whole)
    for (subgroup,), of_subgroup in told.filter(pl.col("subgroup") != "all").group_by(
        "subgroup", maintain_order=True
    ):
        of_levels = [row for row in rows if row["subgroup"] == subgroup and not row["suppressed"]]
        questions = {question_of(row) for row in of_levels} | _told_of(of_subgroup)
        if questions:
            names = tuple(sorted(of_subgroup["level"].unique()))
            levels = Levels(subgroup, names, subgroup in counted)
            asked = questions_beside(questions)
            with_levels = [
                replace(edition, numbers=with_sums(edition.numbers, levels, asked))
                for edition in _editions(
                    told.filter(pl.col("subgroup").is_in(["all", subgroup])).with_columns(
                        cohort=cohort_name()
                    )
                )
            ]
            series = AnswerSeries(with_levels, WithLevels(levels, of_whole))
            _add(held, _held_of(series, of_levels, with_levels[-1]))
    return held


def _told_of(of_levels: pl.DataFrame) -> set[str]:
    """The questions of which editions told something of levels."""
    is_told = (pl.col("at_least") > 0) | pl.col("at_most").is_not_null()
    return set(of_levels.filter(is_told & (pl.col("build_id") != NOW))["question"])


def _held_of(series: AnswerSeries, rows: Sequence[Row], with_levels: Told | None = None) -> Held:
    """What of these rows does not leave; of a subgroup all levels leave alike, which give each other away.

    `with_levels` is the edition of now, where the rows are of levels.
    """
    of_estimates: dict[tuple, list[Said]] = {}
    of_numbers: dict[tuple, list[tuple[Row, list[Limit]]]] = {}
    alone = stand_alone(rows)
    for row in rows:
        name = row["cohort"], row["subgroup"], row["measure"]
        one = *name, row["variant"], row["time_days"]
        # That one estimate of a mean is withheld says why: they leave together or not at all.
        of_estimates.setdefault(name if row["measure"] in COSTS else one, []).extend(
            (row, limit) for limit in limits_of_estimate(row, mean_of(row) in alone)
        )
        if with_levels is not None:
            unknown = {**row, "level": ""}
            n = with_levels.exactly((cohort_of(unknown), question_of(row), ASKED))
            of_estimates[name if row["measure"] in COSTS else one].append((unknown, of_unknown(n)))
        if question_of(row) != TREATED:
            of_numbers.setdefault(one, []).append((row, list(numbers_of(row))))
    everything = [told for unit in of_estimates.values() for told in unit]
    everything += [(row, limit) for unit in of_numbers.values() for row, limits in unit for limit in limits]
    held: Held = ([], [], [])
    if series.joins(everything):
        return held
    for told in of_estimates.values():
        if not series.joins(told):
            held[0].extend(row for row, _ in told)
    for which, place in ((1, 0), (2, 1)):
        for unit in of_numbers.values():
            told = [(row, limits[place]) for row, limits in unit if limits[place:]]
            is_gone = any(row in gone for gone in held for row, _ in told)
            if told and not is_gone and not series.joins(told):
                held[which].extend(row for row, _ in told)
    return held


def _editions(told: pl.DataFrame) -> list[Told]:
    """All of them, that of now the last."""
    editions = []
    for (build_id, cut), rows in told.group_by("build_id", "data_cut", maintain_order=True):
        numbers = {
            tuple(name): (low, inf if high is None else high, n)
            for *name, low, high, n in rows.select(
                "cohort", "question", "answer", "at_least", "at_most", "n"
            ).iter_rows()
        }
        editions.append(Told(build_id, cut, numbers))
    return editions


def _usefulness(row: Row) -> tuple:
    time = inf if row["time_days"] is None else row["time_days"]
    return (
        COHORTS.index(row["cohort"]), USEFULNESS[row["measure"]], row["variant"], time, row["level"],
    )  # fmt: skip
