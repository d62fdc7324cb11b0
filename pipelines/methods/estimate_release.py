"""What of an estimate may leave, given which rules let it: expressions over estimates marked with these.

A mark is true where the rule of that name lets the row leave; `n_deciding` and `events_deciding` are the
numbers that rules decide by (`deciding_numbers`), `is_beside` comes from `rule_release`.
"""

import polars as pl

from pipelines.methods.answers_told import BY_SOME_TIME
from pipelines.methods.complication_release import RATE, tells_who_is_at_risk
from pipelines.methods.cost_release import is_beside_another_mean
from pipelines.methods.course_release import MEASURES as COURSE_MEASURES
from pipelines.methods.disclosure import THRESHOLD
from pipelines.methods.estimate_precision import TIME_TO_RESPONSE
from pipelines.methods.incidence_release import MEASURES as INCIDENCES
from pipelines.methods.net_survival_release import BESIDE_SURVIVAL
from pipelines.methods.patient_flow import COUNTED_COHORT, PATIENT_REPORTED
from pipelines.methods.rule_release import DURATIONS
from pipelines.methods.share_release import is_use
from pipelines.methods.survival_terms import SENSITIVITY

N, N_EVENTS, UNIT, MEASURE = (pl.col(name) for name in ("n", "n_events", "unit", "measure"))
IS_PROM = MEASURE.is_in(PATIENT_REPORTED)
IS_SENSITIVITY = pl.col("variant").is_in(SENSITIVITY)
IS_COUNTED = pl.col("cohort") == COUNTED_COHORT
IS_SUBGROUP = (pl.col("subgroup") != "all") & ~is_use() & ~IS_PROM
IS_TIME_OF_LEVEL = IS_SUBGROUP & MEASURE.is_in(BY_SOME_TIME)
IS_COURSE = MEASURE.is_in([*COURSE_MEASURES, *INCIDENCES])
# A median is the day of one person, its limits of two others, and everybody knows about how many were
# earlier or later: of ten events, and of twenty persons, that is no small number.
IS_MEDIAN = MEASURE.str.ends_with("_median")
ENOUGH_FOR_MEDIAN, ENOUGH_FOR_LIMITS = 2 * THRESHOLD, 4 * THRESHOLD


def is_withheld() -> pl.Expr:
    """Whether a row does not leave."""
    by_its_rule = (
        pl.when(IS_PROM)
        .then("prom_released")
        .when(IS_SENSITIVITY)
        .then("sensitivity_released")
        .when(IS_COURSE)
        .then("course_released")
        .when(IS_SUBGROUP)
        .then(pl.col("subgroup_released") & IS_COUNTED)
        .otherwise(_leaves_whole())
    )
    return (
        (~pl.col("cohort_released") & ~is_use())
        | ~by_its_rule
        | (IS_MEDIAN & (pl.col("events_deciding") < ENOUGH_FOR_MEDIAN))
        | (MEASURE.is_in(DURATIONS) & ~pl.col("is_beside"))
        | ((UNIT == "NOK") & is_beside_another_mean())
        | ((MEASURE == RATE) & (pl.col("subgroup") == "all") & tells_who_is_at_risk())
    ).fill_null(True)


def has_limits() -> pl.Expr:
    """Whether the limits of a row that leaves do."""
    return ~IS_MEDIAN | (pl.col("n_deciding") >= ENOUGH_FOR_LIMITS)


def tells_size() -> pl.Expr:
    """Whether the number of persons stands beside an estimate that leaves."""
    # Who had a complication before is not at risk of it: beside others, the number at risk tells of them.
    is_rate = UNIT == "per_100_person_years"
    # Of levels no rule compares whom one question is asked of, and another is not.
    is_of_level = IS_SUBGROUP & ~is_rate
    # A share tells by its exact limits how many it is of.
    is_fraction = (UNIT == "share") & ~IS_COURSE & ~IS_SUBGROUP
    of_others = (pl.col("size_released") | is_fraction | is_use() | is_of_level) & ~(
        IS_SENSITIVITY | IS_TIME_OF_LEVEL | pl.col("leaves_few_out")
    )
    return pl.when(IS_PROM).then("prom_n_released").otherwise(of_others)


def tells_events() -> pl.Expr:
    """Whether the number of events stands beside a number of persons that is told."""
    is_part_small = N_EVENTS.is_between(1, THRESHOLD - 1) | (N - N_EVENTS).is_between(1, THRESHOLD - 1)
    is_counted = IS_COUNTED | (UNIT == "share")
    return is_counted & ~IS_COURSE & ~is_part_small.fill_null(False) & pl.col("events_released")


def _leaves_whole() -> pl.Expr:
    enough_events = pl.col("events_deciding") >= THRESHOLD
    # The number of responders is the numerator of their share.
    is_of_responders = MEASURE == TIME_TO_RESPONSE
    return (
        (UNIT == "persons")
        | ((UNIT == "share") & pl.col("share_released"))
        | ((UNIT == "probability") & (pl.col("point_released") | pl.col("earlier_released")))
        | MEASURE.is_in(BESIDE_SURVIVAL)
        | (UNIT.is_in(["days", "NOK"]) & enough_events & ~is_of_responders)
        | (is_of_responders & enough_events & pl.col("responders_released"))
        | pl.col("followed_released")
    ).fill_null(False)
