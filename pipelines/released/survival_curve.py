"""released.survival_curve: curves thinned so that no single event shows."""

import polars as pl

from pipelines.building import Reader
from pipelines.methods.comparison_release import (
    is_comparison,
    open_comparisons,
    released_comparison_curves,
)
from pipelines.methods.comparison_terms import TIMES_DAYS
from pipelines.methods.curve_release import released_points
from pipelines.methods.patient_flow import (
    COUNTED_COHORT,
    group_frame,
    released_groups,
    released_sizes,
)
from pipelines.methods.rule_release import DURATIONS, beside_primary
from pipelines.methods.survival_terms import SENSITIVITY

READS = (
    "agreement.agreement",
    "result.attrition",
    "result.comparison",
    "result.estimate",
    "result.rule_difference",
    "result.survival_curve",
)

GROUP = ("agreement_id", "data_cut", "cohort", "subgroup", "level", "measure", "variant")


def survival_curve(read: Reader) -> pl.DataFrame:
    """The released points of every curve whose cohort may be shown at all.

    Where the number of persons behind a curve may not leave, neither do its numbers at risk and censored.
    Counts leave for one of the nested cohorts only. Of subgroups, sensitivity analyses and earlier starters
    no curves leave: their estimates do. Curves of comparisons leave without counts. Of durations only the
    curves of treatment-end rules leave that may stand side by side (`rule_release`).
    """
    # With delayed entry the numbers at risk grow as well as fall: such a curve's steps are not thinned here.
    has_curve = (pl.col("cohort") != "earlier_starter") & (pl.col("subgroup") == "all")
    is_main = has_curve & ~pl.col("variant").is_in(SENSITIVITY)
    everything = read.frame("result.survival_curve")
    primary = dict(
        read.query("select agreement_id, primary_duration_variant from agreement.agreement").iter_rows()
    )
    judged = beside_primary(
        everything.filter(is_main), read.frame("result.rule_difference"), primary, "n_other_end"
    )
    exact = judged.filter(~pl.col("measure").is_in(DURATIONS) | pl.col("is_beside")).drop("is_beside")
    groups = group_frame(released_groups(read.frame("result.attrition"))).rename({"group": "cohort"})
    agreed = read.query(
        "select distinct agreement_id, cohort, measure, variant, time_days from result.estimate "
        "where unit = 'probability' and subgroup = 'all'"
    )
    shown = exact.join(groups, on=["agreement_id", "cohort"], how="semi")
    curves = [
        released_points(curve, _agreed_times(agreed, key))
        for key, curve in shown.group_by(GROUP, maintain_order=True)
    ]
    points = pl.concat([exact.clear(), *curves], how="vertical_relaxed")
    sizes = released_sizes(read.frame("result.estimate"))
    curve = ["agreement_id", "cohort", "measure", "variant"]
    starting = exact.group_by(curve).agg(pl.col("n_risk").max().alias("n"))
    shown_sizes = starting.join(sizes, on=["agreement_id", "cohort", "n"], how="semi").select(
        *curve, pl.lit(True).alias("size_released")
    )
    of_comparisons = released_comparison_curves(
        everything.filter(is_comparison()),
        open_comparisons(read.frame("result.comparison"), read.frame("result.estimate")),
        list(TIMES_DAYS),
    )
    released = (
        points.join(shown_sizes, on=curve, how="left", maintain_order="left")
        .with_columns(
            pl.when(pl.col("size_released")).then(pl.col(count)).alias(count)
            for count in ("n_risk", "n_censor")
        )
        .with_columns(
            pl.when(pl.col("cohort") == COUNTED_COHORT).then(pl.col(count)).alias(count)
            for count in ("n_risk", "n_event", "n_censor")
        )
        .select(exact.columns)
    )
    return pl.concat([released, of_comparisons], how="vertical_relaxed")


def _agreed_times(agreed: pl.DataFrame, key: tuple) -> list[int]:
    agreement_id, _, cohort, _, _, measure, variant = key
    rows = agreed.filter(
        (pl.col("agreement_id") == agreement_id)
        & (pl.col("cohort") == cohort)
        & (pl.col("measure") == measure)
        & (pl.col("variant") == variant)
    )
    return sorted(rows["time_days"].to_list())
