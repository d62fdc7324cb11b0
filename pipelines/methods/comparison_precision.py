"""How finely numbers of comparisons are told: so that none tells what curves and counts do not.

Survival of a group is told in the steps of its curve. A difference is that of the two numbers told: told
finer, it would say more of both. Of the groups as they are its limits stay, which follow from those of both.
Ratios are told in steps of their own size, whatever the number of persons; a difference in mean survival by
the week where both curves are told in steps of two per cent or less, by four weeks otherwise. Means of a
group and weighted shares are told no finer than one of its persons weighs: a mean to all digits is a
fraction, and what it changes by from one cut to the next is told of whoever came.
"""

import polars as pl

from pipelines.methods.comparison_terms import NAMES, UNADJUSTED
from pipelines.methods.curve_release import ROUNDED_TO
from pipelines.methods.disclosure import THRESHOLD, is_sensitive
from pipelines.methods.precision import (
    FEWEST_EVENTS_STEP,
    PROBABILITY_STEPS,
    WEEK,
    amount_step,
    probability_step,
    rounded,
)

DIFFERENCE = "survival_difference"
ARMS = {"treated_survival": "treated", "comparator_survival": "comparator"}
VALUES = ("estimate", "lower", "upper")
SIZES = {"treated": "as_of_treated", "comparator": "as_of_comparator"}
OF_COMPARISON = ["agreement_id", "level"]
QUESTION = [*OF_COMPARISON, "cohort", "variant", "time_days"]
MANY = max(PROBABILITY_STEPS)
"""Ratios are rounded as of so many persons, whoever they are of."""
FINE_STEP = 0.02


def rounded_comparisons(rows: pl.DataFrame, points: pl.DataFrame) -> pl.DataFrame:
    """The comparisons' rows of `result.estimate`, rounded, with `rounded_to`.

    `points` are those of the comparisons' curves: `agreement_id, cohort, level, variant, time_days` and
    `point_step`.
    """
    arm = pl.col("variant").str.extract(r"_(treated|comparator)$")
    steps = points.with_columns(
        variant=pl.col("variant").str.replace(r"_(treated|comparator)$", ""),
        measure=arm.replace_strict({name: key for key, name in ARMS.items()}, default=None),
    ).filter(pl.col("variant").is_in(NAMES))
    finest = steps.group_by(*OF_COMPARISON, "measure").agg(pl.col("point_step").min())
    coarser = finest.group_by(OF_COMPARISON).agg(pl.col("point_step").max().alias("finest_step"))
    asked = rows.join(
        steps.select(*QUESTION, "measure", "point_step"),
        on=[*QUESTION, "measure"], how="left", nulls_equal=True, maintain_order="left",
    ).join(coarser, on=OF_COMPARISON, how="left", maintain_order="left")  # fmt: skip
    is_fine = (pl.col("finest_step") <= FINE_STEP).fill_null(False)
    step = (
        pl.when(pl.col("unit") == "probability")
        .then("point_step")
        .when(pl.col("unit") == "days")
        .then(pl.when(is_fine).then(WEEK).otherwise(FEWEST_EVENTS_STEP))
        .otherwise(amount_step(pl.col("estimate"), pl.lit(MANY)))
    )
    is_told = pl.col("estimate").is_not_null() | pl.col("lower").is_not_null()
    told = asked.with_columns(pl.when(is_told).then(step).alias(ROUNDED_TO))
    told = told.with_columns(
        pl.when(pl.col("measure") != DIFFERENCE)
        .then(rounded(pl.col(name), pl.col(ROUNDED_TO)))
        .otherwise(name)
        .alias(name)
        for name in VALUES
    )
    return _with_differences(told).select(*rows.columns, ROUNDED_TO)


def rounded_as_of(n: int, n_not_followed: int) -> int:
    """The number of persons that numbers of a group are rounded as of.

    Steps that change with it would say how few of the group are not followed: it is as if four were not.
    """
    return n + n_not_followed - (THRESHOLD - 1) if is_sensitive(n_not_followed) else n


def rounded_balance(balance: pl.DataFrame, groups: pl.DataFrame, not_followed: pl.DataFrame) -> pl.DataFrame:
    """Means, weighted shares and standardised differences of `result.comparison_balance` in steps.

    `groups` has the exact columns of `result.comparison`, `not_followed` those of `result.comparison_count`.
    Shares before weighting are fractions of a number that leaves with them, and stay as they are.
    """
    sized = _with_sizes(balance, groups, not_followed)
    is_share = pl.col("level") != "all"
    values = {}
    for arm, size in SIZES.items():
        for when in ("before", "after"):
            value = pl.col(f"{arm}_{when}")
            of_share = probability_step(pl.col(size)) if when == "after" else None
            step = pl.when(~is_share).then(amount_step(value, pl.col(size))).otherwise(of_share)
            values[f"{arm}_{when}"] = rounded(value, step)
    differences = [rounded(pl.col(f"difference_{when}"), _step_of_both()) for when in ("before", "after")]
    return sized.with_columns(**values).with_columns(differences).select(balance.columns)


def rounded_facts(facts: pl.DataFrame, not_followed: pl.DataFrame) -> pl.DataFrame:
    """`result.comparison` with its numbers that are no counts in steps; effective numbers in whole persons.

    A group that is not weighted has its own number; of others it is told downwards. A median of follow-up is
    the day on which one person started, told by four weeks.
    """
    weeks = [
        rounded(pl.col(f"follow_up_median_{arm}_days"), pl.lit(FEWEST_EVENTS_STEP))
        for arm in ("treated", "comparators")
    ]
    ratios = [
        rounded(pl.col(name), amount_step(pl.col(name), pl.lit(MANY)))
        for name in ("proportional_hazards_p_value", "risk_ratio", "e_value", "e_value_limit")
    ]
    effective = [(pl.col(f"effective_{name}") + 1e-6).floor() for name in ("n_treated", "n_comparators")]
    differences = [
        rounded(pl.col(f"largest_difference_{when}"), _step_of_both()) for when in ("before", "after")
    ]
    sized = _with_sizes(facts, facts, not_followed)
    return sized.with_columns(*weeks, *ratios, *effective, *differences).select(facts.columns)


def _with_sizes(frame: pl.DataFrame, groups: pl.DataFrame, not_followed: pl.DataFrame) -> pl.DataFrame:
    """With the numbers of persons that both groups are rounded as of."""
    key = ["agreement_id", "comparator_id", "cohort"]
    for arm, size in SIZES.items():
        n = pl.col("n_treated" if arm == "treated" else "n_comparators")
        few = pl.col("n_few").is_between(1, THRESHOLD - 1)
        late = not_followed.filter(arm=arm).select(*key[:2], n_few="n")
        sizes = groups.select(*key, n).join(late, on=key[:2], how="left")
        as_of = pl.when(few).then(n + pl.col("n_few") - (THRESHOLD - 1)).otherwise(n)
        frame = frame.join(sizes.select(*key, as_of.alias(size)), on=key, how="left", maintain_order="left")
    return frame


def _step_of_both() -> pl.Expr:
    return probability_step(pl.min_horizontal(*SIZES.values()))


def _with_differences(told: pl.DataFrame) -> pl.DataFrame:
    """Differences of the survivals told: each may be half its step off, so a difference half of both."""
    for measure, arm in ARMS.items():
        of_arm = told.filter(measure=measure).select(
            *QUESTION, **{arm: "estimate", f"{arm}_step": ROUNDED_TO}
        )
        told = told.join(of_arm, on=QUESTION, how="left", nulls_equal=True, maintain_order="left")
    step = pl.sum_horizontal(pl.col(f"{arm}_step") for arm in ARMS.values())
    value = pl.col("treated") - pl.col("comparator")
    has_limits = pl.col("variant") != UNADJUSTED
    differences = {
        "estimate": value,
        "lower": pl.when(has_limits).then(pl.min_horizontal(value, rounded(pl.col("lower"), step))),
        "upper": pl.when(has_limits).then(pl.max_horizontal(value, rounded(pl.col("upper"), step))),
        ROUNDED_TO: pl.when(value.is_not_null()).then(step),
    }
    is_difference = pl.col("measure") == DIFFERENCE
    return told.with_columns(
        pl.when(is_difference).then(found.round(6) + 0.0).otherwise(name).alias(name)
        for name, found in differences.items()
    )
