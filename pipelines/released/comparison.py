"""released.comparison: what a comparison rests on, as far as it may leave."""

import polars as pl

from pipelines.building import Reader
from pipelines.methods.comparison_curves import deaths_leave, groups_as_they_are, points_of
from pipelines.methods.comparison_precision import rounded_facts
from pipelines.methods.comparison_release import (
    KEY,
    MAIN,
    OF_THE_AGREEMENT,
    TO_HORIZON,
    open_comparisons,
    prior_use_leaves,
)
from pipelines.methods.comparison_told import SURVIVAL, TOPIC
from pipelines.methods.curves_drawn import drawn_by_edition
from pipelines.methods.disclosure import THRESHOLD

READS = (
    "reference.published_count",
    "reference.published_point",
    "released.comparison_balance",
    "released.comparison_count",
    "released.estimate",
    "released.survival_curve",
    "result.comparison",
    "result.comparison_count",
    "result.estimate",
    "result.survival_curve",
)

COUNTS = {"n_treated": "treated", "n_comparators": "comparator"}
IS_OWN = SURVIVAL & (pl.col("cohort") == OF_THE_AGREEMENT[MAIN])
"""The row that tells how many of the agreement's patients have died in all."""
LARGEST = "largest_covariate_before"
KEPT = (*KEY, "data_cut", "weights", "horizon_days", "why_not", "suppressed")
"""What is no number of persons: it stands in the agreement, or says that there is no comparison."""


def comparison(read: Reader) -> pl.DataFrame:
    """`result.comparison` with every number withheld of comparisons of which nothing may leave.

    Numbers of persons, of deaths and of unknown prior use among them, leave only where the number compared
    has left among the counts of its group, and for the main comparison only; deaths and the last also by
    rules of their own (`deaths_leave`, `prior_use_leaves`), and with them the effective number: of a group
    that is not weighted it is the number itself, of others nearly. Deaths up to the horizon never leave. The
    largest difference before weighting leaves where it does among the others. What tells two groups apart is
    said of groups of five or more: of fewer it would say what these persons have in common.
    """
    exact = read.frame("result.comparison")
    opened = open_comparisons(exact, read.frame("result.estimate")).with_columns(leaves=pl.lit(True))
    joined = exact.join(opened, on=KEY, how="left", maintain_order="left")
    counts = read.query(
        "select agreement_id, comparator_id, arm from released.comparison_count "
        "where category = 'compared' and not suppressed"
    )
    for name, arm in COUNTS.items():
        of_arm = counts.filter(pl.col("arm") == arm).select(
            *KEY[:2], pl.lit(MAIN).alias("cohort"), pl.lit(True).alias(f"leaves_{name}")
        )
        joined = joined.join(of_arm, on=KEY, how="left", maintain_order="left")
    joined = joined.join(_with_deaths(read), on=KEY, how="left", maintain_order="left")
    leaves = {name: pl.col("leaves") for name in exact.columns if name not in KEPT}
    leaves["separated_by"] = pl.all_horizontal(pl.col(name) >= THRESHOLD for name in COUNTS)
    for name in COUNTS:
        arm = name.removeprefix("n_")
        leaves[name] = pl.col("leaves") & pl.col(f"leaves_{name}")
        leaves[f"n_events_{arm}"] = leaves[name] & pl.col(f"leaves_n_events_{arm}")
        leaves[f"n_events_{arm}{TO_HORIZON}"] = pl.lit(False)
        leaves[f"effective_{name}"] = leaves[name]
        leaves[f"n_prior_use_unknown_{arm}"] = leaves[name] & prior_use_leaves(arm)
    told = read.frame("released.comparison_balance").select(
        *KEY, pl.col("covariate").alias(LARGEST), pl.col("difference_before").is_not_null().alias("has_it")
    )
    told = told.group_by(*KEY, LARGEST).agg(pl.col("has_it").all())
    joined = joined.join(told, on=[*KEY, LARGEST], how="left", nulls_equal=True, maintain_order="left")
    leaves["largest_difference_before"] = pl.col("leaves") & pl.col("has_it")
    withheld = [pl.when(is_open).then(name).alias(name) for name, is_open in leaves.items()]
    not_followed = read.frame("result.comparison_count").filter(category="not_followed")
    return (
        rounded_facts(joined, not_followed)
        .with_columns(*withheld, suppressed=pl.col("leaves").is_null())
        .select(exact.columns)
    )


def _with_deaths(read: Reader) -> pl.DataFrame:
    """The main comparisons of whose groups it may be told how many have died in all, a column for each."""
    estimates, points = read.frame("result.estimate"), read.frame("released.survival_curve")
    told = read.frame("released.estimate").filter(IS_OWN & pl.col("n_events").is_not_null())
    has_own = set(told["agreement_id"])
    groups = groups_as_they_are(
        read.frame("result.survival_curve"),
        open_comparisons(read.frame("result.comparison"), estimates),
        points,
        estimates,
        drawn_by_edition(read.frame("reference.published_point")),
    )
    n_before: dict[tuple[str, str], list[int]] = {}
    told_before = read.frame("reference.published_count").filter(
        pl.col("n").is_not_null(), topic=TOPIC, category="compared"
    )
    for agreement_id, item, n in told_before.select("agreement_id", "item", "n").iter_rows():
        n_before.setdefault((agreement_id, item), []).append(n)
    leaving: dict[str, list[tuple]] = {name: [] for name in COUNTS}
    name_of = {arm: name for name, arm in COUNTS.items()}
    for group in groups:
        agreement_id, cohort, _, comparator_id, _, _ = group.key
        before = n_before.get((agreement_id, f"{comparator_id}/{group.arm}"), [])
        if deaths_leave(group, points_of(points, group.key), agreement_id in has_own, before):
            leaving[name_of[group.arm]].append((agreement_id, comparator_id, cohort))
    found = read.frame("result.comparison").select(KEY)
    for name, keys in leaving.items():
        of_arm = pl.DataFrame(keys, schema=dict.fromkeys(KEY, pl.String), orient="row")
        column = f"leaves_{name.replace('n_', 'n_events_', 1)}"
        found = found.join(of_arm.with_columns(pl.lit(True).alias(column)), on=KEY, how="left")
    return found
