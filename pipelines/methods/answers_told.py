"""What rows of estimates tell of the persons asked a question and of those who answered yes, as limits.

A row is of a question asked of a cohort: who died by a time, who had a complication, whose cost is known to
the horizon. Rows of several measures are of the same question. Some limits stand in the row as numbers; a
share with exact limits gives both of its numbers, and so do the limits of a rate its events; how finely a
number is told, and that it is told at all, follows by the rules from how many there are.
"""

from collections.abc import Iterable, Iterator, Mapping
from math import ceil, inf
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from pipelines.methods.competitions import COMPETITIONS
from pipelines.methods.complication_release import ALL_RATE, DAYS_OF_100_YEARS, EARLY_DEATH, INCIDENCE, RATE
from pipelines.methods.cost_release import KEPT
from pipelines.methods.cost_terms import COST_ESTIMATORS
from pipelines.methods.course_questions import MEASURES as COURSES
from pipelines.methods.course_questions import ON_TREATMENT, is_told_with_its_cost, question_of_course
from pipelines.methods.course_terms import CORRECTED_MEAN
from pipelines.methods.disclosure import THRESHOLD, is_sensitive
from pipelines.methods.measure import ALL_COHORTS
from pipelines.methods.net_survival_release import BESIDE_SURVIVAL
from pipelines.methods.next_treatment_terms import MEASURES as NEXT_TREATMENTS
from pipelines.methods.patient_flow import COUNTED_COHORT
from pipelines.methods.precision import DAYS_STEPS, PROBABILITY_STEPS, fewest_of_amount
from pipelines.methods.response_release import REPORTED, TRANSPLANTED, UNKNOWN
from pipelines.methods.rounded_numbers import LIMITS

ASKED, YES, NO = "asked", "yes", "no"
TREATED = "treated"
"""The question that the treated of a cohort are the asked of."""
DIED, DIED_AND_KNOWN, COST, DOSE = "died", "died_and_known", "cost", "dose"
COMPLICATION, RESPONSE, TRANSPLANT = "complication", "response", "transplant"
NEXT_TREATMENT = "next_treatment"
ALWAYS = "all"
"""All follow-up, as a time."""
TIME_TO_RESPONSE = "time_to_response_median"
FOLLOW_UP = "follow_up_median"
UNCORRECTED = COST_ESTIMATORS[0].name
OF_SURVIVAL = ("overall_survival", "overall_survival_mean", "overall_survival_median")
COSTS = ("mean_drug_cost", "mean_hospital_cost")
DOSES = ("relative_dose_intensity", "dose_given_of_ordered")
OF_OWN_STEP = (*BESIDE_SURVIVAL, INCIDENCE)
"""Probabilities rounded as their own number of persons demands, not as a curve is."""
TO_NEXT_TREATMENT = (
    *(measure.name for measure in NEXT_TREATMENTS),
    *COMPETITIONS["next_treatment"].causes.values(),
)
ASKED_BY = (
    *OF_SURVIVAL, EARLY_DEATH, FOLLOW_UP, *COSTS, *DOSES, *OF_OWN_STEP, RATE, ALL_RATE,
    REPORTED, UNKNOWN, TRANSPLANTED, TIME_TO_RESPONSE, *COURSES,
    *ON_TREATMENT, *TO_NEXT_TREATMENT,
)  # fmt: skip
"""Measures of which rows are of a question."""
BY_SOME_TIME = (*ON_TREATMENT, *TO_NEXT_TREATMENT)
"""Those with an event by the time of a row are some of all who answer yes."""
NUMBER_TREATED = "number_treated"

ROUNDING = 1e-9
MOST_EVENTS = 1_000
MOST_PERSONS = 10_000
"""Of whom fractions and rates are told apart."""
ROW = ["agreement_id", "cohort", "subgroup", "level", "measure", "variant", "time_days"]
EXACTLY = {name: f"{name}_exactly" for name in ("n", "n_events")}
"""The numbers of a row as they are, beside what leaves of them."""
TOLD = [
    "agreement_id", "data_cut", "cohort", "subgroup", "level", "question", "answer", "at_least", "at_most",
    "n",
]  # fmt: skip
NUMBERS = dict.fromkeys(TOLD[-3:], pl.Int64)


class Limit(NamedTuple):
    """Of those asked, or of those with an answer, there are at least and at most so many."""

    answer: str
    at_least: float
    at_most: float = inf


def question_of(row: Mapping[str, Any]) -> str | None:
    """The name of the question that a row of estimates is of; None if of none."""
    measure, variant = row["measure"], row["variant"]
    time = ALWAYS if row["time_days"] is None else row["time_days"]
    if row["cohort"] not in (ALL_COHORTS if row["subgroup"] == "all" else (COUNTED_COHORT,)):
        return None
    if measure == NUMBER_TREATED:
        return TREATED
    if measure in OF_SURVIVAL and variant == "kaplan_meier":
        return f"{DIED}/{time}"
    if measure == EARLY_DEATH:
        return f"{DIED}/{time}"
    if measure == FOLLOW_UP and variant == "reverse_kaplan_meier":
        return f"{DIED}/{ALWAYS}"
    if measure in BESIDE_SURVIVAL:
        return f"{DIED_AND_KNOWN}/{time}"
    if measure in COSTS:
        return f"{COST}/{measure}"
    if measure in DOSES:
        return f"{DOSE}/{measure}"
    if measure in (RATE, ALL_RATE, INCIDENCE):
        return f"{COMPLICATION}/{variant}"
    if measure in (REPORTED, UNKNOWN, TIME_TO_RESPONSE):
        return f"{RESPONSE}/{variant}"
    if measure == TRANSPLANTED:
        return f"{TRANSPLANT}/{variant}"
    if measure in (*COURSES, *ON_TREATMENT):
        return question_of_course(row)
    if measure in TO_NEXT_TREATMENT:
        return f"{NEXT_TREATMENT}/{ALWAYS}"
    return None


def stands(row: Mapping[str, Any], name: str) -> tuple[int, int] | None:
    """Between which numbers one of a row lies, if it stands; exact tables have no rounded ones."""
    if row[name] is not None:
        return row[name], row[name]
    low, high = (row.get(f"{name}_{limit}") for limit in LIMITS)
    return None if low is None else (low, high)


def numbers_of(row: Mapping[str, Any]) -> Iterator[Limit]:
    """What the numbers of persons and of events in a row say, where they stand: exactly, or rounded."""
    n, n_events = (stands(row, name) for name in ("n", "n_events"))
    if n is None:
        return
    if row["measure"] == TIME_TO_RESPONSE:
        yield Limit(YES, *n)
        return
    yield Limit(ASKED, *n)
    if n_events is None or row["measure"] in (ALL_RATE, *DOSES, NUMBER_TREATED):
        return
    if row["measure"] == UNKNOWN:
        # Where reports are complete nobody's answer is unknown: then nothing is said of those with no.
        if n_events[1]:
            yield Limit(NO, *n_events)
    elif row["measure"] == FOLLOW_UP:
        yield Limit(NO, *n_events)
    elif row["measure"] in BY_SOME_TIME:
        yield Limit(YES, n_events[0])
    else:
        yield Limit(YES, *n_events)


def limits_of_estimate(row: Mapping[str, Any], is_alone: bool) -> Iterator[Limit]:
    """What the estimate of a row and its limits say, as they are told.

    `is_alone` says that another estimate of the same mean was withheld.
    """
    if row["estimate"] is None:
        return
    if row["subgroup"] != "all":
        yield from _of_level(row)
    if row["unit"] == "share":
        yield from numbers_of(row | _fraction(row))
    elif row["measure"] == RATE:
        yield from _of_rate(row)
    elif row["measure"] in COURSES:
        yield from _of_course(row)
    elif row["unit"] == "NOK":
        yield Limit(YES, THRESHOLD)
        if row["variant"].startswith(KEPT) and is_alone:
            yield Limit(NO, 1, THRESHOLD - 1)
    elif row["measure"] in DOSES:
        fewest = THRESHOLD if row["variant"].startswith("mean") else 4 * THRESHOLD
        yield Limit(ASKED, max(fewest, _fewest(row["rounded_to"], PROBABILITY_STEPS)))
    elif row["measure"] in OF_OWN_STEP:
        yield Limit(ASKED, _fewest(row["rounded_to"], PROBABILITY_STEPS))
    elif row["unit"] == "days":
        is_of_responders = row["measure"] == TIME_TO_RESPONSE
        is_median = row["measure"].endswith("_median")
        counted = NO if row["measure"] == FOLLOW_UP else YES
        # Time to response is told by the week, of however many.
        fewest = 0 if is_of_responders else _fewest(row["rounded_to"], DAYS_STEPS)
        yield Limit(counted, max((2 if is_median else 1) * THRESHOLD, fewest))
        if is_median and (row["lower"] is not None or row["upper"] is not None):
            yield Limit(counted if is_of_responders else ASKED, 4 * THRESHOLD)


def stand_alone(rows: Iterable[Mapping[str, Any]]) -> set[tuple]:
    """Means of cost, as `mean_of` names them, of which the uncorrected one was withheld."""
    return {
        mean_of(row)
        for row in rows
        if row["measure"] in COSTS and row["estimate"] is None and row["variant"].startswith(UNCORRECTED)
    }


def mean_of(row: Mapping[str, Any]) -> tuple:
    """Names a mean that several estimators give."""
    return tuple(row[name] for name in ("agreement_id", "cohort", "subgroup", "level", "measure"))


def answers_told(released: pl.DataFrame, exact: pl.DataFrame | None) -> pl.DataFrame:
    """What `released.estimate` told of every question, in the columns TOLD.

    `n` is exact, for the owner alone, and missing where the exact table is not known (erased, or never kept).
    """
    found: dict[tuple, list] = {}
    for row in asked_rows(released.clear() if exact is None else exact):
        for answer, n in exact_numbers(row):
            found.setdefault((*_place(row), answer), [0, inf, None])[2] = n
    rows = asked_rows(released if exact is None else with_exact(released, exact))
    alone = stand_alone(rows)
    for row in rows:
        is_alone = mean_of(row) in alone
        for answer, low, high in (*numbers_of(row), *limits_of_estimate(row, is_alone)):
            told = found.setdefault((*_place(row), answer), [0, inf, None])
            told[:2] = max(told[0], low), min(told[1], high)
    told = [(*name, low, None if high == inf else high, n) for name, (low, high, n) in sorted(found.items())]
    names = {name: released.schema.get(name, pl.String) for name in TOLD}
    return pl.DataFrame(told, schema=names | NUMBERS, orient="row")


def with_exact(released: pl.DataFrame, exact: pl.DataFrame) -> pl.DataFrame:
    """`released` with the numbers of `exact` beside, by the names of EXACTLY."""
    exactly = exact.select(
        *(pl.col(name).cast(released.schema[name]) for name in ROW),
        **{new: old for old, new in EXACTLY.items()},
    )
    return released.join(exactly, on=ROW, how="left", nulls_equal=True, maintain_order="left")


def asked_rows(estimates: pl.DataFrame) -> list[dict[str, Any]]:
    """The rows that are of a question; those of subgroups too that never leave for these, as of responses."""
    is_of_cohort = (pl.col("subgroup") == "all") | (pl.col("cohort") == COUNTED_COHORT)
    is_asked = pl.col("measure").is_in([*ASKED_BY, NUMBER_TREATED]) & is_of_cohort
    return [row for row in estimates.filter(is_asked).to_dicts() if question_of(row)]


def exactly_in(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with its numbers as they are, if that is known, in place of what leaves of them."""
    return {**row, **{name: row.get(exact) for name, exact in EXACTLY.items()}}


def exact_numbers(row: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """The numbers of persons behind a row: of all answers, where it divides those asked."""
    # Those of unknown response are those without a report, and no more is known of when others responded.
    if row["n"] is None or row["measure"] in (UNKNOWN, TIME_TO_RESPONSE):
        return
    yield ASKED, row["n"]
    if row["measure"] in BY_SOME_TIME:
        return
    for answer, n, _ in numbers_of(row):
        if answer != ASKED:
            other = NO if answer == YES else YES
            yield from ((answer, int(n)), (other, row["n"] - int(n)))


def _place(row: Mapping[str, Any]) -> tuple:
    return *(row[name] for name in TOLD[:5]), question_of(row)


def _fewest(step: float | None, steps: Mapping[int, float]) -> int:
    """The fewest persons of whom something is told in such a step."""
    return next((n for n, of_n in steps.items() if of_n == step), 0)


def _fraction(row: Mapping[str, Any]) -> dict[str, int | None]:
    """The numbers of which a share with exact limits is the fraction."""
    from pipelines.methods.proportion import exact_interval

    if row["lower"] is None or row["upper"] is None:
        return {}
    n = np.arange(1, MOST_PERSONS)
    x = np.round(row["estimate"] * n)
    fits = np.abs(x / n - row["estimate"]) < ROUNDING
    n, x = n[fits], x[fits]
    fits = np.abs(exact_interval(x, n)[0] - row["lower"]) < ROUNDING
    fits &= np.abs(exact_interval(x, n)[1] - row["upper"]) < ROUNDING
    return {"n": int(n[fits][0]), "n_events": int(x[fits][0])} if fits.any() else {}


def none_or_five(answer: str, n: int) -> Limit:
    """What levels that leave say of each: nobody, or at least five, were asked, and gave either answer.

    A reader who can rule out five knows that nobody did; who can rule out nobody, that five did.
    """
    return Limit(answer, THRESHOLD) if n else Limit(answer, 0, 0)


def _of_level(row: Mapping[str, Any]) -> Iterator[Limit]:
    """What it says that a level leaves; of an edition whose exact numbers are gone, by its estimate."""
    yield Limit(ASKED, THRESHOLD)
    exactly = exactly_in(row)
    if exactly["n"] is not None:
        yield from (none_or_five(answer, n) for answer, n in exact_numbers(exactly) if answer != ASKED)
    elif row["measure"] == RATE and row["estimate"] > 0:
        yield Limit(YES, THRESHOLD)
    elif row["measure"] == "overall_survival":
        yield from (
            Limit(answer, THRESHOLD) for answer, none in ((YES, 1), (NO, 0)) if row["estimate"] != none
        )


def _of_course(row: Mapping[str, Any]) -> Iterator[Limit]:
    """A mean rests on five of whom a course is known whole, a quartile on twenty.

    A cost leaves only if nobody or five are not followed so far, and the mean number of doses with its cost.
    """
    if not is_told_with_its_cost(row) and row["variant"] != CORRECTED_MEAN:
        yield Limit(YES, 4 * THRESHOLD)
        return
    yield Limit(YES, THRESHOLD)
    if row["rounded_to"] is not None:
        yield Limit(ASKED, fewest_of_amount(row["estimate"], row["rounded_to"]))
    n, n_whole = (row.get(name) for name in EXACTLY.values())
    if n is None or n_whole is None or not is_told_with_its_cost(row):
        return
    n_less = n - n_whole
    if is_sensitive(n_less):
        yield Limit(NO, 1, THRESHOLD - 1)
    else:
        yield Limit(NO, THRESHOLD) if n_less else Limit(NO, 0, 0)


def _of_rate(row: Mapping[str, Any]) -> Iterator[Limit]:
    """The events whose limits are in the told proportion to the rate, and whom the time followed takes."""
    from pipelines.methods.rate import exact_rate_interval

    events = np.arange(MOST_EVENTS)
    shortest, longest = np.zeros(MOST_EVENTS), np.full(MOST_EVENTS, inf)
    half = (row["rounded_to"] or 0) / 2
    numbers = (events, *exact_rate_interval(events, 1.0))
    with np.errstate(divide="ignore", invalid="ignore"):
        for name, number in zip(("estimate", "lower", "upper"), numbers, strict=True):
            if row[name] is None:
                continue
            days = number * DAYS_OF_100_YEARS
            shortest = np.fmax(shortest, days / (row[name] + half))
            longest = np.fmin(longest, np.where(row[name] > half, days / (row[name] - half), inf))
    fits = (shortest <= longest * (1 + ROUNDING)) & ((events > 0) | (row["estimate"] <= half))
    if fits.any():
        yield Limit(YES, int(events[fits].min()), int(events[fits].max()))
        # Nobody is followed beyond the window.
        yield Limit(ASKED, ceil(shortest[fits].min() / row["time_days"] - ROUNDING))
