"""How finely each estimate that leaves is told: by its unit, its curve, and how many it rests on."""

import polars as pl

from pipelines.methods.answers_told import DOSES
from pipelines.methods.complication_release import EARLY_DAYS, EARLY_DEATH
from pipelines.methods.course_terms import CORRECTED_MEAN
from pipelines.methods.curves_told import CURVE
from pipelines.methods.net_survival_release import BESIDE_SURVIVAL, PLACE
from pipelines.methods.patient_flow import PATIENT_REPORTED
from pipelines.methods.precision import (
    WEEK,
    amount_step,
    days_step,
    number_step,
    probability_step,
    rounded,
    score_step,
)

TIME_TO_RESPONSE = "time_to_response_median"
"""Looked for in a window of weeks."""
NUMBERS = ("doses", "cycles")
"""Units of what is counted of each person."""
POINT = [*CURVE, "time_days"]
VALUES = ("estimate", "lower", "upper")


def rounded_estimates(estimates: pl.DataFrame, points: pl.DataFrame) -> pl.DataFrame:
    """Estimates and their limits in steps, `rounded_to`: those of the curves where they have any.

    What is made from overall survival is told no finer than that is. `estimates` has the exact columns of
    `result.estimate`, `n_deciding` and `events_deciding` as well (`deciding_numbers`), and `prom_rounded_as`
    (`released_prom`); `points` has those of POINT and `point_step`.
    """
    # Early death is one minus a point of the curve.
    early = points.filter(
        (pl.col("measure") == "overall_survival") & (pl.col("time_days") == EARLY_DAYS)
    ).with_columns(measure=pl.lit(EARLY_DEATH))
    of_curve = pl.concat([points, early]).select(*POINT, step_of_curve="point_step")
    is_survival = (pl.col("measure") == "overall_survival") & (pl.col("variant") == "kaplan_meier")
    of_survival = points.filter(is_survival).select(*PLACE, step_of_survival="point_step")
    is_told = pl.col("estimate").is_not_null() | pl.col("lower").is_not_null()
    return (
        estimates.join(of_curve, on=POINT, how="left", maintain_order="left")
        .join(of_survival, on=PLACE, how="left", maintain_order="left")
        .with_columns(rounded_to=pl.when(is_told).then(_step()))
        .with_columns(rounded(pl.col(name), pl.col("rounded_to")).alias(name) for name in VALUES)
        .drop("step_of_curve", "step_of_survival")
    )


def _step() -> pl.Expr:
    unit, measure, n = pl.col("unit"), pl.col("measure"), pl.col("n_deciding")
    of_survival = pl.when(measure.is_in(BESIDE_SURVIVAL)).then("step_of_survival")
    return (
        pl.when(unit == "probability")
        .then(pl.coalesce("step_of_curve", pl.max_horizontal(probability_step(n), of_survival)))
        .when(measure == TIME_TO_RESPONSE)
        .then(pl.lit(WEEK))
        .when(unit == "days")
        .then(days_step(pl.col("events_deciding")))
        .when(measure.is_in(PATIENT_REPORTED))
        .then(score_step(unit, pl.col("prom_rounded_as")))
        # A quartile of doses is the ratio of one person: with all its digits, what that person was given.
        .when(measure.is_in(DOSES))
        .then(probability_step(n))
        .when(unit.is_in(NUMBERS) & (pl.col("variant") == CORRECTED_MEAN))
        .then(number_step(pl.col("estimate"), n))
        # A quartile between two whole numbers says that a quarter of the persons is a whole number of them.
        .when(unit.is_in(NUMBERS))
        .then(pl.max_horizontal(amount_step(pl.col("estimate"), n), pl.lit(1.0)))
        .when(unit.is_in(["NOK", "per_100_person_years"]))
        .then(amount_step(pl.col("estimate"), n))
    )
