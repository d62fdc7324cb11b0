"""What estimates tell of how many have ended treatment by each cause, begun a next line, or died: as limits.

An incidence is told in steps. Between how many persons that is, only who knows how much each of them weighs
can say for sure: so it is read here as if a reader knew that all weigh alike. A curve is read as it is drawn
(`ended_drawn`). Frozen with a cut beside the answers to other questions, under names of its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
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
FOLLOWED = {any_cause: f"{any_cause}_followed" for any_cause in ANY_CAUSE}
"""Names those who are followed beyond a time without any cause, by the measure of any cause."""
MEASURES = (*CAUSES, *ANY_CAUSE, SURVIVAL[0])
OUTSIDE = {measure: f"{measure}_outside" for measure in (SURVIVAL[0], *CAUSES)}
"""Names, by a measure, that the time to a next treatment does not see some of those with the event."""
OF_WHOLE = [COUNTED_COHORT, "all", "all"]
ROUNDING = 1e-9


class Number(NamedTuple):
    """Persons with the event of a measure by a time, since another; or all who are followed for it, without a
    time."""

    measure: str
    variant: str
    time_days: int | None
    since_days: int = 0


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


def numbers_exactly(
    exact: pl.DataFrame | None, outside: pl.DataFrame | None
) -> dict[str, dict[Number, Within]]:
    """By agreement, the numbers behind rows of `result.estimate`, of which nothing is told yet.

    `outside` has the columns of `result.event_outside`: of the measures for which somebody is there.
    """
    found: dict[str, dict[Number, Within]] = {}
    for row in () if exact is None else exact.filter(is_asked()).iter_rows(named=True):
        of_agreement = found.setdefault(row["agreement_id"], {})
        of_agreement[_number(row)] = Within(n=row["n_events"])
        of_agreement[_number(row)._replace(time_days=None)] = Within(n=row["n"])
    for agreement_id, measure, variant, cause in () if outside is None else _outside(outside):
        of_cause = measure if measure == SURVIVAL[0] else COMPETITIONS["end_of_treatment"].causes[cause]
        found.get(agreement_id, {})[Number(OUTSIDE[of_cause], variant, None)] = Within()
    return found


def numbers_told(
    released: pl.DataFrame, exact: pl.DataFrame | None, outside: pl.DataFrame | None, drawings: Drawings
) -> dict[str, dict[Number, Within]]:
    """By agreement, what rows of `released.estimate` and the edition's curves tell.

    `exact` and `outside` have the columns of `result.estimate` and `result.event_outside`, `drawings` are
    those of this edition alone. Of a curve that is drawn its points say what the probability in a row would.
    """
    found = numbers_exactly(exact, outside)
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
    exactly = {} if exact is None else _estimates(exact)
    for row in released.filter(
        is_asked(), pl.col("estimate").is_not_null(), pl.col("n_events").is_null()
    ).iter_rows(named=True):
        agreement_id, number = row["agreement_id"], _number(row)
        if (agreement_id, number) not in drawn:
            n = found[agreement_id].get(number, Within()).n
            found[agreement_id][number] = _of_estimate(row, n, exactly.get((agreement_id, number)))
    for (agreement_id, number), limits in drawn.items():
        found[agreement_id][number] = limits
    return found


def numbers_drawn(numbers: Numbers, measure: str, variant: str, drawn: Drawn) -> dict[Number, Within]:
    """Of these numbers those that a curve is drawn of, with what it tells of them beside what is told."""
    times = sorted(times_of(numbers, measure, variant))
    found = {}
    for (since, time), ((fewest, _), (most, _)) in limits_drawn(drawn, spans_of(times)).items():
        number = Number(measure, variant, time, since)
        told = numbers.get(number, Within(n=_since(numbers, number)))
        at_most = min(inf if told.at_most is None else told.at_most, most)
        found[number] = Within(max(told.at_least, int(fewest)), None if at_most == inf else at_most, told.n)
    return counted(measure, variant, drawn) | found


def counted(measure: str, variant: str, drawn: Drawn) -> dict[Number, Within]:
    """What points with counts tell of any cause, at agreed times and others: events, and persons beyond."""
    found = {}
    for point in drawn.points:
        if measure in ANY_CAUSE and 0 < point.time_days < inf:
            for name, n in ((measure, point.n_events), (FOLLOWED[measure], point.n_at_risk)):
                if n is not None:
                    found[Number(name, variant, int(point.time_days))] = Within(n, n, n)
    return found


def times_of(numbers: Numbers, measure: str, variant: str) -> list[int]:
    """The times by which a measure is numbered, told or not."""
    return [
        number.time_days
        for number in numbers
        if number[:2] == (measure, variant) and number.time_days and not number.since_days
    ]


def spans_of(times: Sequence[int]) -> list[tuple[int, int]]:
    """From the start, and from each time, to each later one."""
    return list(combinations((0, *times), 2))


def above(n: int | None, less: int | None) -> int | None:
    """How many more, where both are known."""
    return None if n is None or less is None else n - less


def _since(numbers: Numbers, number: Number) -> int | None:
    by, before = (
        numbers.get(number._replace(time_days=time, since_days=0), Within()).n
        for time in (number.time_days, number.since_days)
    )
    return above(by, before)


def within(estimate: float, step: float, n: int, exactly: float | None = None) -> Within:
    """What an incidence of `n` persons tells of them, rounded to a step: nobody, or five at least.

    How much each of them weighs follows from what it is `exactly`, if that is known.
    """
    if n == 0:
        return Within(0, 0, 0)
    weight = (max(estimate, step / 2) if exactly is None else exactly) / n
    low = ceil((estimate - step / 2) / weight - ROUNDING)
    high = floor((estimate + step / 2) / weight + ROUNDING)
    return Within(min(max(low, THRESHOLD), n), max(high, n), n)


def ended_told(
    released: pl.DataFrame, exact: pl.DataFrame | None, outside: pl.DataFrame | None, drawings: Drawings
) -> pl.DataFrame:
    """The numbers of an edition in the columns of `answers_told`."""
    cuts = dict(released.select("agreement_id", "data_cut").unique().iter_rows())
    rows = [
        (
            agreement_id, cuts[agreement_id], COUNTED_COHORT, "all", "all", _question(number),
            ASKED if number.time_days is None else YES, *told,
        )
        for agreement_id, numbers in sorted(numbers_told(released, exact, outside, drawings).items())
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


def _outside(outside: pl.DataFrame) -> Iterator[tuple[str, ...]]:
    rows = outside.filter(pl.col("n_outside") > 0)
    return rows.select("agreement_id", "measure", "variant", "cause").iter_rows()


def _estimates(exact: pl.DataFrame) -> dict[tuple[str, Number], float]:
    rows = exact.filter(is_asked(), pl.col("estimate").is_not_null()).iter_rows(named=True)
    return {(row["agreement_id"], _number(row)): row["estimate"] for row in rows}


def _of_estimate(row: Mapping[str, Any], n: int | None, exactly: float | None) -> Within:
    is_cause = row["measure"] in CAUSES
    if n is None:
        # What stood behind it is not known any more: of a cause that is told it is nobody or at least five.
        return Within(THRESHOLD) if is_cause and row["lower"] is not None else Within()
    share, exact_share = (one if is_cause or one is None else 1 - one for one in (row["estimate"], exactly))
    return within(share, row["rounded_to"], n, exact_share)


def _number(row: Mapping[str, Any]) -> Number:
    return Number(row["measure"], row["variant"], row["time_days"])


def _question(number: Number) -> str:
    times = (time for time in (number.time_days, number.since_days) if time)
    return "/".join((TOPIC, number.measure, number.variant, *map(str, times)))


def _named(question: str) -> Number:
    _, measure, variant, *times = question.split("/")
    return Number(measure, variant, *(map(int, times) if times else (None,)))
