"""released.survival_curve: curves thinned so that no single event shows."""

from collections import defaultdict
from collections.abc import Mapping

import polars as pl

from pipelines.building import Reader
from pipelines.methods.comparison_curves import groups_as_they_are, released_comparison_curves
from pipelines.methods.comparison_release import open_comparisons
from pipelines.methods.curve_release import no_points, told
from pipelines.methods.curve_safety import Beside, safe_points
from pipelines.methods.curves_drawn import Drawings, Drawn, drawn_by_edition
from pipelines.methods.curves_told import Editions, counted_by_edition
from pipelines.methods.curves_within import drawn_of_others
from pipelines.methods.ended_curves import EndedBesideCurve, ended_beside_curves
from pipelines.methods.few_added import drawn_now
from pipelines.methods.patient_flow import (
    COUNTED_COHORT,
    group_frame,
    released_groups,
    released_sizes,
)
from pipelines.methods.rule_release import DURATIONS, beside_primary
from pipelines.methods.survival_terms import SENSITIVITY
from pipelines.methods.told_points import medians_told, points_of_curve

READS = (
    "agreement.agreement",
    "reference.published_answer",
    "reference.published_curve",
    "reference.published_point",
    "released.attrition",
    "result.comparison",
    "result.comparison_count",
    "result.estimate",
    "result.event_outside",
    "result.rule_difference",
    "result.survival_curve",
)

GROUP = ("agreement_id", "data_cut", "cohort", "subgroup", "level", "measure", "variant")


def survival_curve(read: Reader) -> pl.DataFrame:
    """The released points of every curve whose cohort may be shown at all.

    Where the number of persons behind a curve may not leave, neither do its numbers at risk and censored.
    Counts leave for one of the nested cohorts only. Of subgroups, sensitivity analyses and earlier starters
    no curves leave: their estimates do. Curves of comparisons leave without counts. Of durations only the
    curves of treatment-end rules leave that may stand side by side (`rule_release`). At times at which counts
    would tell of few beside those of other editions they do not leave (`curves_told`): the agreed ones do,
    without counts, and more roughly where few would follow from what other editions drew (`curves_drawn`).
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
    groups = group_frame(released_groups(read.frame("released.attrition"))).rename({"group": "cohort"})
    agreed = read.query(
        "select distinct agreement_id, cohort, measure, variant, time_days from result.estimate "
        "where unit = 'probability' and subgroup = 'all'"
    )
    shown = exact.join(groups, on=["agreement_id", "cohort"], how="semi")
    counted = counted_by_edition(read.frame("reference.published_curve"))
    drawn = drawn_by_edition(read.frame("reference.published_point"))
    estimates = read.frame("result.estimate")
    outside, answers = read.frame("result.event_outside"), read.frame("reference.published_answer")
    ended = ended_beside_curves(estimates, outside, answers, primary)
    released = _points(shown, agreed, primary, estimates, counted, drawn, ended)
    opened = open_comparisons(read.frame("result.comparison"), estimates)
    not_followed = read.query(
        "select agreement_id, comparator_id, arm, n from result.comparison_count "
        "where category = 'not_followed'"
    )
    of_comparisons = released_comparison_curves(
        everything,
        list(groups_as_they_are(everything, opened, released, estimates, drawn)),
        {tuple(key): n for *key, n in not_followed.iter_rows()},
    )
    return pl.concat([released, of_comparisons], how="vertical_relaxed")


def _points(
    exact: pl.DataFrame,
    agreed: pl.DataFrame,
    primary: Mapping[str, str],
    estimates: pl.DataFrame,
    counted: Editions,
    drawn: Drawings,
    ended: dict[str, EndedBesideCurve],
) -> pl.DataFrame:
    """The released points of all curves, each judged beside those of the same persons that left before it."""
    sizes = set(released_sizes(estimates).iter_rows())
    treated = estimates.filter((pl.col("measure") == "number_treated") & (pl.col("subgroup") == "all"))
    n_treated = {tuple(key): n for *key, n in treated.select("agreement_id", "cohort", "n").iter_rows()}
    medians = medians_told(estimates)
    curves = sorted(exact.group_by(GROUP, maintain_order=True), key=lambda one: _place(one[0], primary))
    released, known = [no_points(exact)], defaultdict(list)
    now: dict[tuple, Drawn] = {}
    for key, curve in curves:
        agreement_id, data_cut, cohort, subgroup, level, measure, variant = key
        of_curve = (agreement_id, cohort, subgroup, level, measure, variant)
        same_persons, same_event = (agreement_id, cohort), (agreement_id, measure, variant)
        others = [*known[same_persons], *known[same_event]]
        has_size = (*same_persons, curve["n_risk"].max()) in sizes
        is_judged = cohort == COUNTED_COHORT and agreement_id in ended
        beside = Beside(
            has_size=has_size,
            n_treated=n_treated.get(same_persons),
            has_counts=cohort == COUNTED_COHORT,
            of_median=medians.get(of_curve, ()),
            counted_before=tuple(counted.get(of_curve, ())),
            drawn_before=tuple(drawn.get(of_curve, ())),
            drawn_of_others=drawn_of_others(drawn, of_curve, data_cut, now),
            ended=ended[agreement_id].of(measure, variant) if is_judged else None,
        )
        points = safe_points(curve, _agreed_times(agreed, key), others, beside)
        now[of_curve] = drawn_now(
            curve, [*points_of_curve(points.iter_rows(named=True)), *beside.of_median], ()
        )
        if is_judged:
            ended[agreement_id] = ended[agreement_id].beside(measure, variant, now[of_curve], has_size)
        for name in (same_persons, same_event):
            known[name].append(told(curve, points))
        released.append(points)
    return pl.concat(released, how="vertical_relaxed")


def _place(key: tuple, primary: Mapping[str, str]) -> tuple:
    """The most useful first: the counted group, survival, the primary rule of treatment end."""
    agreement_id, _, cohort, _, _, measure, variant = key
    is_primary = variant == primary.get(agreement_id)
    return cohort != COUNTED_COHORT, cohort, measure != "overall_survival", not is_primary, measure, variant


def _agreed_times(agreed: pl.DataFrame, key: tuple) -> list[int]:
    agreement_id, _, cohort, _, _, measure, variant = key
    rows = agreed.filter(
        (pl.col("agreement_id") == agreement_id)
        & (pl.col("cohort") == cohort)
        & (pl.col("measure") == measure)
        & (pl.col("variant") == variant)
    )
    return sorted(rows["time_days"].to_list())
