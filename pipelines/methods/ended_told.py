"""What estimates tell of how many have ended treatment by each cause, begun a next line, or died: as limits.

An incidence is told in steps. Between how many persons that is, only who knows how much each of them weighs
can say for sure: so it is read here as if a reader knew that all weigh alike. A curve is read as it is drawn
(`ended_drawn`). Frozen with a cut beside the answers to other questions, under names of its own.
"""

from collections.abc import Iterator, Mapping
from math import ceil, floor, inf
from typing import Any, NamedTuple

import polars as pl

from pipelines.methods.answers_told import ASKED, NUMBERS, YES, stands
from pipelines.methods.answers_told import TOLD as COLUMNS
from pipelines.methods.competitions import COMPETITIONS
from pipelines.methods.curves_drawn import Drawings, Drawn
from pipelines.methods.disclosure import THRESHOLD
from pipelines.methods.ended_drawn import limits_drawn
from pipelines.methods.patient_flow import COUNTED_COHORT

TOPIC = "ended"
"""How the names of these questions begin."""
SURVIVAL = "overall_survival", "kaplan_meier"
CAUSES = tuple(read_as for competition in COMPETITIONS.values() for read_as in competition.causes.values())
ANY_CAUSE = tuple(competition.any_cause for competition in COMPETITIONS.values())
MEASURES = (*CAUSES, *ANY_CAUSE, SURVIVAL[0])
OF_WHOLE = [COUNTED_COHORT, "all", "all"]
ROUNDING = 1e-9


class Number(NamedTuple):
    """Persons with the event of a measure by a time; or all who are followed for it, without a time."""

    measure: str
    variant: str
    time_days: int | None


class Within(NamedTuple):
    """At least and at most so many, as told, and exactly so many, where that is known."""

    at_least: int = 0
    at_most: float | None = None
    n: int | None = None


Numbers = Mapping[Number, Within]


def is_asked() -> pl.Expr:
    """Whether a row of estimates tells of such a number."""
    measure = pl.col("measure")
    is_survival = (measure != SURVIVAL[0]) | (pl.col("variant") == SURVIVAL[1])
    is_whole = (pl.col("cohort") == COUNTED_COHORT) & (pl.col("subgroup") == "all")
    return measure.is_in(MEASURES) & is_survival & is_whole


def is_ended() -> pl.Expr:
    """Whether a row of published answers is of such a number."""
    return pl.col("question").cast(pl.String).str.starts_with(f"{TOPIC}/")


def numbers_exactly(exact: pl.DataFrame | None) -> dict[str, dict[Number, Within]]:
    """By agreement, the numbers behind rows of `result.estimate`, of which nothing is told yet."""
    found: dict[str, dict[Number, Within]] = {}
    for row in () if exact is None else exact.filter(is_asked()).iter_rows(named=True):
        of_agreement = found.setdefault(row["agreement_id"], {})
        of_agreement[_number(row)] = Within(n=row["n_events"])
        of_agreement[_number(row)._replace(time_days=None)] = Within(n=row["n"])
    return found


def numbers_told(
    released: pl.DataFrame, exact: pl.DataFrame | None, drawings: Drawings
) -> dict[str, dict[Number, Within]]:
    """By agreement, what rows of `released.estimate` and the edition's curves tell.

    `exact` has the columns of `result.estimate`, `drawings` are those of this edition alone. Of a curve that
    is drawn its points say what the probability in a row would.
    """
    found = numbers_exactly(exact)
    for row in released.filter(is_asked()).iter_rows(named=True):
        of_agreement = found.setdefault(row["agreement_id"], {})
        for number, name in ((_number(row), "n_events"), (_number(row)._replace(time_days=None), "n")):
            if (limits := stands(row, name)) is not None:
                exactly = of_agreement.get(number, Within()).n if row[name] is None else row[name]
                of_agreement[number] = Within(*limits, exactly)
    drawn = {
        (agreement_id, number): limits
        for (agreement_id, *group, measure, variant), of_curve in drawings.items()
        if group == OF_WHOLE
        for number, limits in numbers_drawn(
            found.get(agreement_id, {}), measure, variant, of_curve[-1]
        ).items()
    }
    for row in released.filter(
        is_asked(), pl.col("estimate").is_not_null(), pl.col("n_events").is_null()
    ).iter_rows(named=True):
        agreement_id, number = row["agreement_id"], _number(row)
        if (agreement_id, number) not in drawn:
            found[agreement_id][number] = _of_estimate(row, found[agreement_id].get(number, Within()).n)
    for (agreement_id, number), limits in drawn.items():
        found[agreement_id][number] = limits
    return found


def numbers_drawn(numbers: Numbers, measure: str, variant: str, drawn: Drawn) -> dict[Number, Within]:
    """Of these numbers those that a curve is drawn of, with what it tells of them beside what is told."""
    times = [number.time_days for number in numbers if number[:2] == (measure, variant) and number.time_days]
    found = {}
    for time, ((fewest, _), (most, _)) in limits_drawn(drawn, times).items():
        number = Number(measure, variant, time)
        told = numbers[number]
        at_most = min(inf if told.at_most is None else told.at_most, most)
        found[number] = Within(max(told.at_least, int(fewest)), None if at_most == inf else at_most, told.n)
    return found


def within(estimate: float, step: float, n: int) -> Within:
    """What an incidence of `n` persons tells of them, rounded to a step: nobody, or five at least."""
    if n == 0:
        return Within(0, 0, 0)
    weight = max(estimate, step / 2) / n
    low = ceil((estimate - step / 2) / weight - ROUNDING)
    high = floor((estimate + step / 2) / weight + ROUNDING)
    return Within(min(max(low, THRESHOLD), n), max(high, n), n)


def ended_told(released: pl.DataFrame, exact: pl.DataFrame | None, drawings: Drawings) -> pl.DataFrame:
    """The numbers of an edition in the columns of `answers_told`."""
    cuts = dict(released.select("agreement_id", "data_cut").unique().iter_rows())
    rows = [
        (
            agreement_id, cuts[agreement_id], COUNTED_COHORT, "all", "all", _question(number),
            ASKED if number.time_days is None else YES, *told,
        )
        for agreement_id, numbers in sorted(numbers_told(released, exact, drawings).items())
        for number, told in sorted(numbers.items(), key=str)
    ]  # fmt: skip
    names = {name: released.schema.get(name, pl.String) for name in COLUMNS}
    return pl.DataFrame(rows, schema=names | NUMBERS, orient="row")


def numbers_published(published: pl.DataFrame) -> Iterator[tuple[tuple, dict[Number, Within]]]:
    """What each edition of `reference.published_answer` told of one agreement, by its build and cut."""
    rows = published.filter(is_ended()).sort("data_cut", "build_id", "question")
    for edition, of_edition in rows.group_by("build_id", "data_cut", maintain_order=True):
        told = of_edition.select("question", "at_least", "at_most", "n").iter_rows()
        yield edition, {_named(question): Within(low or 0, high, n) for question, low, high, n in told}


def _of_estimate(row: Mapping[str, Any], n: int | None) -> Within:
    is_cause = row["measure"] in CAUSES
    if n is None:
        # What stood behind it is not known any more: of a cause that is told it is nobody or at least five.
        return Within(THRESHOLD) if is_cause and row["lower"] is not None else Within()
    share = row["estimate"] if is_cause else 1 - row["estimate"]
    return within(share, row["rounded_to"], n)


def _number(row: Mapping[str, Any]) -> Number:
    return Number(row["measure"], row["variant"], row["time_days"])


def _question(number: Number) -> str:
    time = () if number.time_days is None else (str(number.time_days),)
    return "/".join((TOPIC, number.measure, number.variant, *time))


def _named(question: str) -> Number:
    _, measure, variant, *time = question.split("/")
    return Number(measure, variant, int(time[0]) if time else None)
