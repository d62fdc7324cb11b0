"""released.estimate: the numbers that may leave."""

import polars as pl

from pipelines.building import Reader
from pipelines.methods.answers_beside import told_beside
from pipelines.methods.comparison_release import is_comparison, released_comparison_estimates
from pipelines.methods.complication_release import (
    EARLY_DAYS,
    EARLY_DEATH,
    RATE,
    released_complications,
    tells_who_is_at_risk,
)
from pipelines.methods.cost_release import is_beside_another_mean
from pipelines.methods.course_release import MEASURES as COURSE_MEASURES
from pipelines.methods.course_release import released_courses
from pipelines.methods.curves_told import CURVE
from pipelines.methods.deciding_numbers import deciding_numbers
from pipelines.methods.disclosure import THRESHOLD
from pipelines.methods.event_count_release import ROW as COUNTED_ROW
from pipelines.methods.event_count_release import open_event_counts
from pipelines.methods.incidence_release import MEASURES as INCIDENCES
from pipelines.methods.incidence_release import released_incidences
from pipelines.methods.net_survival_release import BESIDE_SURVIVAL, PLACE, withhold_beside_survival
from pipelines.methods.patient_flow import (
    COUNTED_COHORT,
    PATIENT_REPORTED,
    group_frame,
    released_groups,
    released_sizes,
)
from pipelines.methods.person_counts import flow_rows
from pipelines.methods.precision import (
    WEEK,
    amount_step,
    days_step,
    probability_step,
    rounded,
    score_step,
)
from pipelines.methods.prom_release import KEY as PROM_ROW
from pipelines.methods.prom_release import Beside, released_prom, without_traces
from pipelines.methods.response_release import REPORTED, released_responses
from pipelines.methods.rule_release import DURATIONS, beside_primary
from pipelines.methods.sensitivity_release import released_sensitivity
from pipelines.methods.subgroup_release import QUESTION, released_subgroups
from pipelines.methods.subgroup_series import TIME, levels_beside_editions
from pipelines.methods.survival_terms import SENSITIVITY

READS = (
    "agreement.agreement",
    "agreement.patient_reported_time",
    "reference.published_answer",
    "reference.published_count",
    "reference.published_curve",
    "reference.published_point",
    "released.attrition",
    "released.person_count",
    "released.survival_curve",
    "result.comparison",
    "result.estimate",
    "result.rule_difference",
    "result.survival_curve",
)

FEW_LEFT_OUT = r"; [1-4] records\b"
"""What a method says of records without a price; how few they are stays."""
TIME_TO_RESPONSE = "time_to_response_median"
"""Looked for in a window of weeks."""

SHARES = {
    ("share_inside", "new_starters"): "inside",
    ("share_inside", "worst_case"): "inside",
    ("share_inside", "best_case"): "inside_or_undetermined",
    ("share_outside", "new_starters"): "outside",
    ("share_undetermined", "new_starters"): "undetermined",
}
"""The group of the patient flow that each share counts."""

USES = {
    ("share_uptake", "inside"): ("uptake", ("inside",)),
    ("share_uptake", "inside_or_undetermined"): ("uptake", ("inside", "undetermined")),
    ("share_tested", "recorded_test"): ("testing", None),
}
"""The released counts that a share of use is made from: topic and items (None: the criterion it is for)."""
NOT_IN_SHARE = "not_known"
"""Whose use is not known is in no share of use."""


def estimate(read: Reader) -> pl.DataFrame:
    """`result.estimate` with every number withheld that rests on, or would reveal, a small group.

    A row is withheld when its cohort's size may not leave, when a share's count may not, when a survival at
    a time is not among the released points of its curve, when a mean of times or cost rests on fewer than
    five events or completely followed persons, or a median on fewer than ten events, when another estimator
    of the same mean leaves and few were not followed completely (`cost_release`), when it is a duration under
    a rule of treatment end that differs for few from another that has left (`rule_release`), and when its
    unit has no rule here. Subgroups leave by the rule of `subgroup_release`; sensitivity estimates,
    complications, responses, patient-reported outcomes, comparisons and what a course of treatment took by
    the rules named after them (`sensitivity_release` and so on); the limits of a median only of twenty
    persons or more; net and expected survival only beside overall survival (`net_survival_release`). A number
    of persons leaves only where it is no small group away from another number of the same cohort, and counts
    of events only with it, for one cohort, and where neither they nor their complement are small, nor what
    they add to a curve or to what another edition told (`event_count_release`). Probabilities, times and mean
    scores are rounded (`precision`).
    """
    everything = read.frame("result.estimate")
    exact = everything.filter(~is_comparison())
    groups = group_frame(released_groups(read.frame("released.attrition")))
    points = read.query(
        "select agreement_id, cohort, subgroup, level, measure, variant, time_days, true as point_released, "
        "rounded_to as point_step from released.survival_curve where not suppressed"
    )
    cohorts = groups.rename({"group": "cohort"}).with_columns(pl.lit(True).alias("cohort_released"))
    shares = pl.concat([_open_shares(groups), _open_uses(read.frame("released.person_count"))])
    share_key = ["agreement_id", "measure", "variant", "subgroup", "level"]
    primary = dict(
        read.query("select agreement_id, primary_duration_variant from agreement.agreement").iter_rows()
    )
    differences = read.frame("result.rule_difference")
    sizes = released_sizes(exact)
    of_others = pl.col("variant").is_in(SENSITIVITY) | pl.col("measure").is_in(PATIENT_REPORTED)
    deciding = pl.concat([deciding_numbers(exact.filter(~of_others), sizes), exact.filter(of_others)])
    courses = pl.concat(
        [
            released_courses(deciding, differences, primary),
            released_incidences(exact, points, primary),
        ]
    )
    counted_rows = open_event_counts(
        exact, read.frame("released.survival_curve"), read.frame("reference.published_curve")
    )
    subgroups, sensitivity = released_subgroups(exact), released_sensitivity(exact)
    of_counted_cohort = exact.filter(pl.col("cohort") == COUNTED_COHORT)
    levels = levels_beside_editions(
        pl.concat(
            [
                of_counted_cohort.join(subgroups, on=QUESTION, how="semi", nulls_equal=True),
                exact.join(sensitivity, on=[*CURVE, "time_days"], how="semi", nulls_equal=True),
            ]
        ),
        counted_rows,
        read.frame("result.survival_curve"),
        read.frame("reference.published_point"),
    )
    subgroups = subgroups.join(levels.held_back, on=QUESTION, how="anti", nulls_equal=True)
    sensitivity = sensitivity.join(levels.held_back, on=TIME, how="anti", nulls_equal=True)
    counted_rows = counted_rows.join(levels.uncounted, on=COUNTED_ROW, how="anti", nulls_equal=True)
    rougher = levels.rougher.select(*CURVE, "time_days", point_step=probability_step(pl.col("as_of")))
    joined = (
        beside_primary(exact, differences, primary, "n_other_end")
        .join(cohorts, on=["agreement_id", "cohort"], how="left")
        .join(shares.with_columns(share_released=pl.lit(True)), on=share_key, how="left")
        .join(points, on=[*CURVE, "time_days"], how="left")
        .join(
            subgroups.with_columns(subgroup_released=pl.lit(True)),
            on=QUESTION,
            how="left",
            nulls_equal=True,
        )
        .join(
            sensitivity.with_columns(sensitivity_released=pl.lit(True)),
            on=[*CURVE, "time_days"],
            how="left",
            nulls_equal=True,
        )
        .join(
            courses.with_columns(course_released=pl.lit(True)),
            on=[*CURVE, "time_days"],
            how="left",
            nulls_equal=True,
        )
    )
    followed = pl.concat([released_responses(exact), released_complications(exact, points)])
    joined = joined.join(
        followed.with_columns(followed_released=pl.lit(True)),
        on=[*CURVE, "time_days"],
        how="left",
        nulls_equal=True,
    )
    shares_open = followed.filter(pl.col("measure") == REPORTED).select("agreement_id", "cohort", "variant")
    joined = joined.join(
        shares_open.unique().with_columns(responders_released=pl.lit(True)),
        on=["agreement_id", "cohort", "variant"],
        how="left",
    )
    joined = joined.join(
        counted_rows.with_columns(events_released=pl.lit(True)), on=COUNTED_ROW, how="left", nulls_equal=True
    )
    joined = joined.join(
        deciding.select(*CURVE, "time_days", n_deciding="n", events_deciding="n_events"),
        on=[*CURVE, "time_days"],
        how="left",
        nulls_equal=True,
    )
    of_prom = released_prom(exact, _beside_prom(read, sizes)).with_columns(prom_released=pl.lit(True))
    joined = joined.join(of_prom, on=PROM_ROW, how="left")
    sizes = sizes.with_columns(pl.lit(True).alias("size_released"))
    joined = joined.join(sizes, on=["agreement_id", "cohort", "n"], how="left")
    n, n_events = pl.col("n"), pl.col("n_events")
    enough_events = pl.col("events_deciding") >= THRESHOLD
    # Shares of use do not count a cohort: the counts they are made from have been judged.
    is_use = pl.col("measure").is_in(sorted({measure for measure, _ in USES}))
    is_prom = pl.col("measure").is_in(PATIENT_REPORTED)
    is_subgroup = (pl.col("subgroup") != "all") & ~is_use & ~is_prom
    is_sensitivity = pl.col("variant").is_in(SENSITIVITY)
    has_enough = (n_events >= THRESHOLD) & (n - n_events >= THRESHOLD)
    is_open_earlier = (pl.col("cohort") == "earlier_starter") & has_enough
    is_course = pl.col("measure").is_in([*COURSE_MEASURES, *INCIDENCES])
    # The number of responders is the numerator of their share.
    is_of_responders = pl.col("measure") == TIME_TO_RESPONSE
    # A median is the day of one person, its limits of two others, and everybody knows about how many were
    # earlier or later: of ten events, and of twenty persons, that is no small number.
    is_median = pl.col("measure").str.ends_with("_median")
    has_limits = ~is_median | (pl.col("n_deciding") >= 4 * THRESHOLD)
    leaves_whole = (
        (pl.col("unit") == "persons")
        | ((pl.col("unit") == "share") & pl.col("share_released"))
        | ((pl.col("unit") == "probability") & (pl.col("point_released") | is_open_earlier))
        | pl.col("measure").is_in(BESIDE_SURVIVAL)
        | (pl.col("unit").is_in(["days", "NOK"]) & enough_events & ~is_of_responders)
        | (is_of_responders & enough_events & pl.col("responders_released"))
        | pl.col("followed_released")
    ).fill_null(False)
    leaves_subgroup = pl.col("subgroup_released").fill_null(False) & (pl.col("cohort") == COUNTED_COHORT)
    withheld = (pl.col("cohort_released").is_null() & ~is_use) | ~(
        pl.when(is_prom)
        .then(pl.col("prom_released").fill_null(False))
        .when(is_sensitivity)
        .then(pl.col("sensitivity_released").fill_null(False))
        .when(is_course)
        .then(pl.col("course_released").fill_null(False))
        .when(is_subgroup)
        .then(leaves_subgroup)
        .otherwise(leaves_whole)
    )
    withheld |= is_median & (pl.col("events_deciding") < 2 * THRESHOLD)
    withheld |= pl.col("measure").is_in(DURATIONS) & ~pl.col("is_beside")
    withheld |= (pl.col("unit") == "NOK") & is_beside_another_mean()
    withheld |= (pl.col("measure") == RATE) & (pl.col("subgroup") == "all") & tells_who_is_at_risk()
    small_part = n_events.is_between(1, THRESHOLD - 1) | (n - n_events).is_between(1, THRESHOLD - 1)
    counted = (pl.col("cohort") == COUNTED_COHORT) | (pl.col("unit") == "share")
    # Who had a complication before is not at risk of it: beside others, the number at risk tells of them.
    is_rate = pl.col("unit") == "per_100_person_years"
    has_open_size = pl.col("size_released").is_not_null() | is_use | (is_subgroup & ~is_rate)
    has_open_size &= ~is_sensitivity
    has_open_size = pl.when(is_prom).then(pl.col("prom_n_released").fill_null(False)).otherwise(has_open_size)
    size_hidden = pl.col("suppressed") | ~has_open_size
    of_comparisons = released_comparison_estimates(everything, read.frame("result.comparison"), points)
    released = (
        joined.with_columns(withheld.fill_null(True).alias("suppressed"))
        .pipe(withhold_beside_survival)
        .pipe(_rounded, pl.concat([points, rougher], how="diagonal_relaxed"))
        .with_columns(
            pl.when(~pl.col("suppressed")).then("estimate").alias("estimate"),
            *(
                pl.when(~pl.col("suppressed") & has_limits).then(pl.col(name)).alias(name)
                for name in ("lower", "upper")
            ),
            pl.when(~pl.col("suppressed")).then("rounded_to").alias("rounded_to"),
            pl.col("method").str.replace(FEW_LEFT_OUT, "; records"),
            pl.when(~size_hidden).then(n).alias("n"),
            pl.when(
                ~size_hidden
                & counted
                & ~is_course
                & ~small_part.fill_null(False)
                & pl.col("events_released").fill_null(False)
            )
            .then(n_events)
            .alias("n_events"),
        )
        .select(*exact.columns, "rounded_to")
        .pipe(told_beside, exact, read.frame("reference.published_answer"))
    )
    of_prom = without_traces(released.filter(is_prom))
    return pl.concat([released.filter(~is_prom), of_prom, of_comparisons], how="vertical_relaxed")


def _beside_prom(read: Reader, sizes: pl.DataFrame) -> dict[str, Beside]:
    """What stands beside patient-reported outcomes, by agreement."""
    flow = flow_rows(read.frame("released.attrition"))
    counts = pl.concat([flow, read.frame("released.person_count").select(flow.columns)])
    windows, published = (
        read.frame("agreement.patient_reported_time"),
        read.frame("reference.published_count"),
    )
    return {
        agreement_id: Beside(
            sizes.filter(agreement_id=agreement_id, cohort=COUNTED_COHORT)["n"].to_list(),
            counts.filter(agreement_id=agreement_id),
            dict(windows.filter(agreement_id=agreement_id).select("time_days", "from_days").iter_rows()),
            published.filter(agreement_id=agreement_id),
        )
        for agreement_id in counts["agreement_id"].unique().sort()
    }


def _rounded(estimates: pl.DataFrame, points: pl.DataFrame | None = None) -> pl.DataFrame:
    """Estimates and their limits in steps: those of the curves where they have any.

    What is made from overall survival is told no finer than that is. `estimates` has `n_deciding` and
    `events_deciding` as well (`deciding_numbers`).
    """
    step_of_curve = step_of_scores = step_of_survival = pl.lit(None, dtype=pl.Float64)
    if points is not None:
        step_of_scores = score_step(pl.col("unit"), pl.col("prom_rounded_as"))
        # Early death is one minus a point of the curve.
        early = points.filter(
            (pl.col("measure") == "overall_survival") & (pl.col("time_days") == EARLY_DAYS)
        ).with_columns(measure=pl.lit(EARLY_DEATH))
        steps = pl.concat([points, early]).select(*CURVE, "time_days", step_of_curve="point_step")
        estimates = estimates.join(steps, on=[*CURVE, "time_days"], how="left", maintain_order="left")
        is_survival = (pl.col("measure") == "overall_survival") & (pl.col("variant") == "kaplan_meier")
        of_survival = points.filter(is_survival).select(*PLACE, step_of_survival="point_step")
        estimates = estimates.join(of_survival, on=PLACE, how="left", maintain_order="left")
        is_beside = pl.col("measure").is_in(BESIDE_SURVIVAL)
        step_of_curve, step_of_survival = (
            pl.col("step_of_curve"),
            pl.when(is_beside).then("step_of_survival"),
        )
    step = (
        pl.when(pl.col("unit") == "probability")
        .then(
            pl.coalesce(
                step_of_curve, pl.max_horizontal(probability_step(pl.col("n_deciding")), step_of_survival)
            )
        )
        .when(pl.col("measure") == TIME_TO_RESPONSE)
        .then(pl.lit(WEEK))
        .when(pl.col("unit") == "days")
        .then(days_step(pl.col("events_deciding")))
        .when(pl.col("measure").is_in(PATIENT_REPORTED))
        .then(step_of_scores)
        .when(pl.col("unit").is_in(["NOK", "per_100_person_years"]))
        .then(amount_step(pl.col("estimate"), pl.col("n_deciding")))
    )
    is_told = pl.col("estimate").is_not_null() | pl.col("lower").is_not_null()
    return estimates.with_columns(rounded_to=pl.when(is_told).then(step)).with_columns(
        rounded(pl.col(name), pl.col("rounded_to")).alias(name) for name in ("estimate", "lower", "upper")
    )


def _open_shares(groups: pl.DataFrame) -> pl.DataFrame:
    """Shares of the patient flow whose group may leave."""
    named = pl.DataFrame(
        [(*name, "all", "all", group) for name, group in SHARES.items()],
        schema=["measure", "variant", "subgroup", "level", "group"],
        orient="row",
    )
    return groups.join(named, on="group").select("agreement_id", "measure", "variant", "subgroup", "level")


def _open_uses(counts: pl.DataFrame) -> pl.DataFrame:
    """Shares of use whose numerator and the rest of whose denominator have left."""
    parts = []
    for (measure, variant), (topic, items) in USES.items():
        used = counts.filter((pl.col("topic") == topic) & pl.col("grouping").is_in(["all", "region"]))
        used = used.filter(pl.col("category") != NOT_IN_SHARE)
        by = ["agreement_id", "grouping", "level"]
        if items is not None:
            used = used.filter(pl.col("item").is_in(items))
        else:
            several = pl.col("item").n_unique().over("agreement_id") > 1
            used = used.filter((pl.col("grouping") == "all") | ~several).with_columns(
                grouping=pl.when(several).then(pl.lit("criterion")).otherwise("grouping"),
                level=pl.when(several).then("item").otherwise("level"),
            )
        parts.append(
            used.group_by(by)
            .agg(is_open=~pl.col("suppressed").any())
            .filter("is_open")
            .select(
                "agreement_id",
                pl.lit(measure).alias("measure"),
                pl.lit(variant).alias("variant"),
                subgroup="grouping",
                level="level",
            )
        )
    return pl.concat(parts)
