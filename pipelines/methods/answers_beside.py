"""Which numbers beside estimates may leave beside those of earlier editions.

Whoever was asked is asked at every later cut, whoever answered yes has done so, and of responses no stays no.
So what two editions tell of one question bounds what each of them withheld: seven dead by two years told now
are seven at most a year ago, and if nine were followed then, two at least lived. A row tells limits
(`answers_told`); one after the other joins, first the estimates, then their numbers of persons, then of
events, if beside it every small count that a reader could not find out before may still be at most one, and
at least four: of this edition, and of every one before.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from math import inf
from typing import Any

import numpy as np
import polars as pl

from pipelines.methods.answers_told import (
    ASKED,
    COSTS,
    NO,
    TREATED,
    YES,
    Limit,
    answers_told,
    asked_rows,
    limits_of_estimate,
    numbers_of,
    question_of,
    stand_alone,
)
from pipelines.methods.differences import Differences
from pipelines.methods.disclosure import THRESHOLD, is_sensitive
from pipelines.methods.editions_told import relate_editions
from pipelines.methods.measures import MEASURES
from pipelines.methods.patient_flow import MORE_THAN_FEW_COME
from pipelines.methods.question_relations import (
    COHORTS,
    Number,
    differences,
    growing,
    nested_numbers,
    ordered_numbers,
)

Row = Mapping[str, Any]
ROW = ["agreement_id", "cohort", "subgroup", "level", "measure", "variant", "time_days"]
FEW = THRESHOLD - 1
NOBODY = 0
NOW = "now"
ESTIMATE = ["estimate", "lower", "upper", "rounded_to"]
WITHHELD = ["row_withheld", "numbers_withheld", "events_withheld"]
"""How much of a row does not leave: nothing of it, none of its numbers of persons, that of events."""
USEFULNESS = {name: place for place, name in enumerate(MEASURES)}


@dataclass(frozen=True)
class Told:
    """One edition of an agreement: limits and exact number by cohort, question and answer."""

    build_id: str
    data_cut: date
    numbers: Mapping[Number, tuple[float, float, int | None]]

    def exactly(self, name: Number) -> int | None:
        """The exact number, if it is known."""
        return self.numbers.get(name, (0, inf, None))[-1]

    def above(self, number: Number, less: Number | None) -> int | None:
        """How many more persons one number is than another, exactly, if it is known."""
        n, n_less = self.exactly(number), 0 if less is None else self.exactly(less)
        return None if n is None or n_less is None else n - n_less

    @property
    def has_exact(self) -> bool:
        """Whether exact numbers are known: then what has none is no count."""
        return any(n is not None for _, _, n in self.numbers.values())


def told_beside(released: pl.DataFrame, exact: pl.DataFrame, published: pl.DataFrame) -> pl.DataFrame:
    """`released.estimate`, less what may not leave beside the editions of `reference.published_answer`.

    `exact` has the columns of `result.estimate`.
    """
    held = _held_back(released, exact, published)
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
    released: pl.DataFrame, exact: pl.DataFrame, published: pl.DataFrame
) -> tuple[list[Row], list[Row], list[Row]]:
    held: tuple[list[Row], list[Row], list[Row]] = [], [], []
    now = answers_told(released, exact).with_columns(build_id=pl.lit(NOW))
    told = pl.concat([published.select(now.columns).sort(pl.all()), now], how="vertical_relaxed")
    of_now = now["agreement_id"].unique()
    for (agreement_id,), of_agreement in told.filter(pl.col("agreement_id").is_in(of_now)).group_by(
        "agreement_id", maintain_order=True
    ):
        rows = sorted(asked_rows(released.filter(pl.col("agreement_id") == agreement_id)), key=_usefulness)
        for found, more in zip(held, _held(rows, _editions(of_agreement)), strict=True):
            found += more
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
    return COHORTS.index(row["cohort"]), USEFULNESS[row["measure"]], row["variant"], time


def _held(rows: Sequence[Row], editions: Sequence[Told]) -> tuple[list[Row], list[Row], list[Row]]:
    series = AnswerSeries(editions)
    alone = stand_alone(rows)
    of_estimates: dict[tuple, list[tuple[Row, Limit]]] = {}
    for row in rows:
        name = row["agreement_id"], row["cohort"], row["measure"]
        # That one estimate of a mean is withheld says why: they leave together or not at all.
        unit = name if row["measure"] in COSTS else (*name, row["variant"], row["time_days"])
        of_estimates.setdefault(unit, []).extend(
            (row, limit) for limit in limits_of_estimate(row, name in alone)
        )
    of_numbers = [(row, list(numbers_of(row))) for row in rows if question_of(row) != TREATED]
    everything = [told for unit in of_estimates.values() for told in unit]
    everything += [(row, limit) for row, limits in of_numbers for limit in limits]
    held: tuple[list[Row], list[Row], list[Row]] = [], [], []
    if series.joins(everything):
        return held
    for told in of_estimates.values():
        if not series.joins(told):
            held[0].extend(row for row, _ in told)
    for which, place in ((1, 0), (2, 1)):
        for row, limits in of_numbers:
            is_gone = any(row in gone for gone in held)
            if not is_gone and limits[place:][:1] and not series.joins([(row, limits[place])]):
                held[which].append(row)
    return held


class AnswerSeries:
    """What a reader of all editions knows of one agreement, the last of them being that of now."""

    def __init__(self, editions: Sequence[Told]) -> None:
        *before, now = editions
        self._now = now
        self._place: dict[tuple, int] = {}
        questions = {name[1] for edition in editions for name in edition.numbers} | {TREATED}
        ordered = [
            (self._of(edition, greater), self._of(edition, lesser))
            for greater, lesser in ordered_numbers(questions, now.exactly)
            for edition in editions
        ]
        nested = [
            tuple(self._of(edition, number) for number in four)
            for four in nested_numbers(questions, now.exactly)
            for edition in editions
        ]
        pairs: list[tuple[Told, Told]] = []
        relate_editions(now, before, lambda earlier, later: pairs.append((earlier, later)))
        for (earlier, later), (number, less) in product(pairs, list(growing(questions))):
            if not _may_grow(earlier, later, number, less):
                continue
            if less is None:
                ordered.append((self._of(later, number), self._of(earlier, number)))
            else:
                four = product((earlier, later), (number, less))
                nested.append(tuple(self._of(edition, one) for edition, one in four))
        ordered += [(place, NOBODY) for place in self._place.values()]
        self._known = Differences(len(self._place) + 1, ordered, nested)
        for edition in editions:
            for name, (low, high, _) in edition.numbers.items():
                if edition is not now or name[1] == TREATED:
                    self._tell(self._known, edition, name, low, high)
        self._known.settle()
        small = [pair for edition in editions for pair in self._may_be_small(edition, questions)]
        self._small = np.array(small, dtype=np.intp).reshape(-1, 2).T
        self._small = self._small[:, self._known.may_be_few(*self._small, FEW)]

    def joins(self, told: Iterable[tuple[Row, Limit]]) -> bool:
        """Whether rows may say this, each of its own question, beside all that is known; then it is known."""
        trial = self._known.copy()
        for row, (answer, low, high) in told:
            self._tell(trial, self._now, (row["cohort"], question_of(row), answer), low, high)
        trial.settle()
        if not trial.may_be_few(*self._small, FEW).all():
            return False
        self._known = trial
        return True

    def _tell(self, known: Differences, edition: Told, name: Number, low: float, high: float) -> None:
        cohort, question, answer = name
        if answer == NO:
            asked, yes = ((cohort, question, one) for one in (ASKED, YES))
            known.know(self._of(edition, asked), self._of(edition, yes), low, high)
        else:
            known.know(self._of(edition, name), NOBODY, low, high)

    def _of(self, edition: Told, name: tuple[str, str, str]) -> int:
        return self._place.setdefault((edition.build_id, edition.data_cut, *name), len(self._place) + 1)

    def _may_be_small(self, edition: Told, questions: Collection[str]) -> Iterator[tuple[int, int]]:
        """Counts, each as one that is above another: small, or not known to be none or large."""
        for larger, less in differences(questions):
            n = edition.above(larger, less)
            if n is None:
                is_small = not edition.has_exact
            else:
                is_small = is_sensitive(n) or (n == 0 and self._is_next_to_come(edition, larger))
            if is_small:
                yield self._of(edition, larger), NOBODY if less is None else self._of(edition, less)

    def _is_next_to_come(self, edition: Told, number: Number) -> bool:
        """Whether this is the number treated, of so few that whoever comes next are few."""
        n = edition.exactly(number)
        return number[1] == TREATED and n is not None and n < MORE_THAN_FEW_COME


def _may_grow(earlier: Told, later: Told, number: Number, less: Number | None) -> bool:
    """Whether a reader may think that whoever was counted still is; of persons who are corrected not."""
    before, after = earlier.above(number, less), later.above(number, less)
    return before is None or after is None or before <= after
