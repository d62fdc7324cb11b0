"""released.estimate: the numbers that may leave."""

from collections.abc import Iterable
from functools import reduce

import polars as pl

from pipelines.building import Reader
from pipelines.methods.answers_beside import told_beside
from pipelines.methods.comparison_release import is_comparison, released_comparison_estimates
from pipelines.methods.complication_release import released_complications
from pipelines.methods.course_release import released_courses
from pipelines.methods.curves_drawn import drawn_here
from pipelines.methods.deciding_numbers import deciding_numbers
from pipelines.methods.earlier_release import is_open_earlier
from pipelines.methods.ended_beside import ended_beside
from pipelines.methods.estimate_precision import POINT, rounded_estimates
from pipelines.methods.estimate_release import (
    IS_COUNTED,
    IS_PROM,
    IS_SENSITIVITY,
    IS_SUBGROUP,
    has_limits,
    is_withheld,
    tells_events,
    tells_size,
)
from pipelines.methods.event_count_release import ROW as COUNTED_ROW
from pipelines.methods.event_count_release import open_event_counts
from pipelines.methods.few_added import curves_now
from pipelines.methods.incidence_release import released_incidences
from pipelines.methods.net_survival_release import withhold_beside_survival
from pipelines.methods.patient_flow import COUNTED_COHORT, group_frame, released_groups, released_sizes
from pipelines.methods.person_counts import flow_rows
from pipelines.methods.precision import probability_step
from pipelines.methods.prom_release import KEY as PROM_ROW
from pipelines.methods.prom_release import Beside, released_prom, without_traces
from pipelines.methods.prom_told import sizes_of_levels
from pipelines.methods.response_release import REPORTED, released_responses
from pipelines.methods.rule_release import beside_primary
from pipelines.methods.sensitivity_release import released_sensitivity
from pipelines.methods.share_release import KEY as SHARE
from pipelines.methods.share_release import open_shares
from pipelines.methods.subgroup_release import QUESTION, released_subgroups
from pipelines.methods.subgroup_series import TIME, levels_beside_editions
from pipelines.methods.told_points import medians_told

READS = (
    "agreement.agreement",
    "agreement.patient_reported_time",
    "agreement.subgroup",
    "reference.published_answer",
    "reference.published_count",
    "reference.published_curve",
    "reference.published_point",
    "released.attrition",
    "released.person_count",
    "released.survival_curve",
    "result.comparison",
    "result.estimate",
    "result.event_outside",
    "result.person_count",
    "result.rule_difference",
    "result.survival_curve",
)

FEW_LEFT_OUT = r"; [1-4] records\b"
"""What a method says of records without a price; how few they are stays."""

Marks = tuple[str, pl.DataFrame, list[str]]
"""A rule's name as a column, the rows that it lets leave, and the columns that name them."""
BY_REGION = "select distinct agreement_id, subgroup_id from agreement.subgroup where variable = 'region'"
"""Subgroups whose levels the patient flow counts."""


def estimate(read: Reader) -> pl.DataFrame:
    """`result.estimate` with every number withheld that rests on, or would reveal, a small group.

    A row is withheld when its cohort's size may not leave, when a share's count may not, when a survival at
    a time is not among the released points of its curve, when a mean of times or cost rests on fewer than
    five events or completely followed persons, or a median on fewer than ten events, when another estimator
    of the same mean leaves and few were not followed completely (`cost_release`), when it is a duration under
    a rule of treatment end that differs for few from another that has left (`rule_release`), and when its
    unit has no rule here. Subgroups leave by the rule of `subgroup_release`, and else have no row;
    sensitivity estimates, complications, responses, patient-reported outcomes, comparisons and what a course
    of treatment took by the rules named after them (`sensitivity_release` and so on); the limits of a median
    only of twenty
    persons or more; net and expected survival only beside overall survival (`net_survival_release`). A number
    of persons leaves only where it is no small group away from another number of the same cohort, and counts
    of events only with it, for one cohort, and where neither they nor their complement are small, nor what
    they add to a curve or to what another edition told (`event_count_release`). Probabilities, times and mean
    scores are rounded (`precision`).
    """
    everything = read.frame("result.estimate")
    exact = everything.filter(~is_comparison())
    points = read.query(
        "select agreement_id, cohort, subgroup, level, measure, variant, time_days, "
        "rounded_to as point_step from released.survival_curve where not suppressed"
    )
    sizes = released_sizes(exact)
    # Sensitivity and patient-reported outcomes are judged by their own numbers.
    of_others = IS_SENSITIVITY | IS_PROM
    deciding = pl.concat([deciding_numbers(exact.filter(~of_others), sizes), exact.filter(of_others)])
    marks, rougher = _of_levels(read, exact)
    marks += [*_of_whole(read, exact, deciding, points), *_of_prom(read, exact, sizes)]
    published = read.frame("reference.published_answer")
    released = (
        _judged(read, exact, deciding, marks)
        .with_columns(suppressed=is_withheld())
        .pipe(withhold_beside_survival)
        .pipe(rounded_estimates, pl.concat([points, rougher], how="diagonal_relaxed"))
        .pipe(_emptied)
        .select(*exact.columns, "rounded_to")
        .pipe(told_beside, exact, published, read.query(BY_REGION), _primary_rules(read))
        .pipe(_beside_how_it_ended, read, exact)
        # A row stands where somebody was asked: of levels that would tell how many there are at least.
        .filter(~(IS_SUBGROUP & pl.col("suppressed")))
    )
    of_comparisons = released_comparison_estimates(everything, read.frame("result.comparison"), points)
    of_prom = without_traces(released.filter(IS_PROM))
    return pl.concat([released.filter(~IS_PROM), of_prom, of_comparisons], how="diagonal_relaxed")


def _beside_how_it_ended(released: pl.DataFrame, read: Reader, exact: pl.DataFrame) -> pl.DataFrame:
    curves = read.frame("released.survival_curve"), released, read.frame("result.survival_curve")
    of_whole = [
        frame.filter(pl.col("subgroup") == "all", pl.col("cohort") == COUNTED_COHORT) for frame in curves
    ]
    outside, published = read.frame("result.event_outside"), read.frame("reference.published_answer")
    return ended_beside(released, exact, outside, published, _primary_rules(read), drawn_here(*of_whole))


def _of_levels(read: Reader, exact: pl.DataFrame) -> tuple[list[Marks], pl.DataFrame]:
    """Subgroups, sensitivity, earlier starters and counts of events, beside other editions; and which points
    are rougher."""
    points, curves = read.frame("released.survival_curve"), read.frame("result.survival_curve")
    counted = open_event_counts(exact, points, read.frame("reference.published_curve"))
    subgroups, sensitivity = released_subgroups(exact), released_sensitivity(exact)
    of_earlier = exact.filter(is_open_earlier())
    leaving = [
        exact.filter(IS_COUNTED).join(subgroups, on=QUESTION, how="semi", nulls_equal=True),
        exact.join(sensitivity, on=POINT, how="semi", nulls_equal=True),
        of_earlier,
    ]
    levels = levels_beside_editions(
        pl.concat(leaving),
        counted,
        curves,
        read.frame("reference.published_point"),
        curves_now(points, curves, medians_told(exact)),
    )
    kept = [
        ("subgroup_released", subgroups, QUESTION, levels.held_back, QUESTION),
        ("sensitivity_released", sensitivity, POINT, levels.held_back, TIME),
        ("earlier_released", of_earlier.select(POINT), POINT, levels.held_back, TIME),
        ("events_released", counted, COUNTED_ROW, levels.uncounted, COUNTED_ROW),
    ]
    marks: list[Marks] = [
        (mark, rows.join(held, on=place, how="anti", nulls_equal=True), key)
        for mark, rows, key, held, place in kept
    ]
    return marks, levels.rougher.select(*POINT, point_step=probability_step(pl.col("as_of")))


def _of_whole(
    read: Reader, exact: pl.DataFrame, deciding: pl.DataFrame, points: pl.DataFrame
) -> Iterable[Marks]:
    """Cohorts, shares, points of curves, courses of treatment, responses and complications."""
    groups = group_frame(released_groups(read.frame("released.attrition")))
    differences, primary = read.frame("result.rule_difference"), _primary_rules(read)
    yield "cohort_released", groups.rename({"group": "cohort"}), ["agreement_id", "cohort"]
    yield "share_released", open_shares(groups, read.frame("released.person_count")), SHARE
    yield "point_released", points.select(POINT), POINT
    courses = released_courses(deciding, differences, primary)
    yield "course_released", pl.concat([courses, released_incidences(exact, points, primary)]), POINT
    followed = pl.concat([released_responses(exact), released_complications(exact, points)])
    yield "followed_released", followed, POINT
    response = ["agreement_id", "cohort", "variant"]
    responders = followed.filter(pl.col("measure") == REPORTED).select(response).unique()
    yield "responders_released", responders, response


def _of_prom(read: Reader, exact: pl.DataFrame, sizes: pl.DataFrame) -> Iterable[Marks]:
    yield "size_released", sizes, ["agreement_id", "cohort", "n"]
    yield "prom_released", released_prom(exact, _beside_prom(read, sizes)), PROM_ROW


def _judged(
    read: Reader, exact: pl.DataFrame, deciding: pl.DataFrame, marks: Iterable[Marks]
) -> pl.DataFrame:
    """The exact rows, marked, with the numbers that decide and whether their rule may stand beside others."""
    beside = beside_primary(exact, read.frame("result.rule_difference"), _primary_rules(read), "n_other_end")
    decide = deciding.select(*POINT, n_deciding="n", events_deciding="n_events")
    marked = reduce(_marked, marks, beside)
    return marked.join(decide, on=POINT, how="left", nulls_equal=True)


def _marked(estimates: pl.DataFrame, marks: Marks) -> pl.DataFrame:
    mark, rows, key = marks
    leaving = rows.with_columns(pl.lit(True).alias(mark))
    return estimates.join(leaving, on=key, how="left", nulls_equal=True, maintain_order="left").with_columns(
        pl.col(mark).fill_null(False)
    )


def _emptied(judged: pl.DataFrame) -> pl.DataFrame:
    """Without the numbers that do not leave."""
    leaves, counts = ~pl.col("suppressed"), ~pl.col("suppressed") & tells_size()
    return judged.with_columns(
        *(pl.when(leaves).then(name).alias(name) for name in ("estimate", "rounded_to")),
        *(pl.when(leaves & has_limits()).then(name).alias(name) for name in ("lower", "upper")),
        pl.col("method").str.replace(FEW_LEFT_OUT, "; records"),
        pl.when(counts).then("n").alias("n"),
        pl.when(counts & tells_events()).then("n_events").alias("n_events"),
    )


def _primary_rules(read: Reader) -> dict[str, str]:
    return dict(
        read.query("select agreement_id, primary_duration_variant from agreement.agreement").iter_rows()
    )


def _beside_prom(read: Reader, leaving: pl.DataFrame) -> dict[str, Beside]:
    """What stands beside patient-reported outcomes, by agreement."""
    flow = flow_rows(read.frame("released.attrition"))
    told = read.frame("released.person_count").select(flow.columns)
    # How many are at a level now is no secret at a later cut, where as many or more may be told.
    sizes = sizes_of_levels(read.frame("result.person_count")).select(flow.columns)
    counts = pl.concat([flow, told])
    windows, published = (
        read.frame("agreement.patient_reported_time"),
        read.frame("reference.published_count"),
    )
    return {
        agreement_id: Beside(
            leaving.filter(agreement_id=agreement_id, cohort=COUNTED_COHORT)["n"].to_list(),
            counts.filter(agreement_id=agreement_id),
            dict(windows.filter(agreement_id=agreement_id).select("time_days", "from_days").iter_rows()),
            published.filter(agreement_id=agreement_id),
            sizes.filter(agreement_id=agreement_id),
        )
        for agreement_id in counts["agreement_id"].unique().sort()
    }
