"""What of a comparison may leave: nothing that rests on 1 to 4 persons, or tells of them.

Both groups need at least five deaths and five who lived. The treated are the agreement's own patients less
those who got the comparator's drug first: those left out, their deaths, and those of them who lived are none
or at least five. The same holds between the comparison and the wider one that counts the undetermined, and
between it and the narrower one of those known to be new users; and so between these two, whose difference is
the sum of both. A difference in mean survival rests on nothing after its horizon: of the wider and the
narrower comparison it is judged by the deaths up to there.
"""

import polars as pl

from pipelines.methods.comparison_groups import GROUPS
from pipelines.methods.comparison_precision import rounded_comparisons
from pipelines.methods.comparison_terms import NAMES
from pipelines.methods.curve_release import ROUNDED_TO
from pipelines.methods.disclosure import THRESHOLD

KEY = ["agreement_id", "comparator_id", "cohort"]
MAIN, WIDER, NEW_USERS = GROUPS
OF_THE_AGREEMENT = {MAIN: "inside", WIDER: "inside_or_undetermined", NEW_USERS: "inside"}
"""The agreement's own group that the treated are taken from."""

SURVIVAL = ("treated_survival", "comparator_survival", "survival_difference")
MEAN_DIFFERENCE = "restricted_mean_difference"
POINTS = {
    "treated_survival": ("treated",),
    "comparator_survival": ("comparator",),
    "survival_difference": ("treated", "comparator"),
}
"""The curves on which a survival at a time must be a released point."""

ARMS = ("treated", "comparators")
TO_HORIZON = "_to_horizon"
"""Ending of the numbers of deaths up to the horizon."""


def is_comparison() -> pl.Expr:
    """Rows of estimates and curves that are of two groups."""
    return pl.col("cohort").is_in(list(GROUPS))


def open_comparisons(comparisons: pl.DataFrame, estimates: pl.DataFrame) -> pl.DataFrame:
    """The comparisons of which everything may leave: `agreement_id, comparator_id, cohort`.

    `comparisons` has the exact columns of `result.comparison`, `estimates` those of `result.estimate`.
    """
    return _open(_asked(comparisons, estimates))


def open_mean_differences(comparisons: pl.DataFrame, estimates: pl.DataFrame) -> pl.DataFrame:
    """The comparisons whose difference in mean survival may leave, as `open_comparisons`.

    The main one as all of it; the others beside it, by the deaths up to the horizon.
    """
    asked = _asked(comparisons, estimates)
    main = _open(asked).filter(pl.col("cohort") == MAIN)
    others = _open(asked, TO_HORIZON).filter(pl.col("cohort") != MAIN)
    return pl.concat([main, others.join(main, on=KEY[:2], how="semi")])


def _asked(comparisons: pl.DataFrame, estimates: pl.DataFrame) -> pl.DataFrame:
    """The comparisons that are made and leave out of the agreement's own group nobody or enough."""
    own = estimates.filter(
        (pl.col("measure") == "overall_survival_median")
        & (pl.col("variant") == "kaplan_meier")
        & (pl.col("subgroup") == "all")
    ).select("agreement_id", own_cohort="cohort", own_n="n", own_events="n_events")
    return (
        comparisons.filter(pl.col("why_not").is_null())
        .with_columns(own_cohort=pl.col("cohort").replace_strict(OF_THE_AGREEMENT, return_dtype=pl.String))
        .join(own, on=["agreement_id", "own_cohort"])
        .filter(_none_or_enough("own_n", "own_events", "n_treated", "n_events_treated"))
    )


def _open(asked: pl.DataFrame, until: str = "") -> pl.DataFrame:
    """Keys of those with enough deaths and living that differ from the main one by none or enough."""
    groups = [(f"n_{arm}", f"n_events_{arm}{until}") for arm in ARMS]
    has_enough = pl.all_horizontal(
        part >= THRESHOLD for n, events in groups for part in (pl.col(events), pl.col(n) - pl.col(events))
    )
    found = asked.filter(has_enough)
    main = found.filter(pl.col("cohort") == MAIN)
    sizes = [pl.col(name).alias(f"main_{name}") for pair in groups for name in pair]
    others = found.filter(pl.col("cohort") != MAIN).join(main.select(*KEY[:2], *sizes), on=KEY[:2])
    adds = pl.all_horizontal(
        _none_or_enough(n, events, f"main_{n}", f"main_{events}") for n, events in groups
    )
    takes_out = pl.all_horizontal(
        _none_or_enough(f"main_{n}", f"main_{events}", n, events) for n, events in groups
    )
    differs = pl.when(pl.col("cohort") == WIDER).then(adds).otherwise(takes_out)
    return pl.concat([main.select(KEY), others.filter(differs).select(KEY)])


def prior_use_leaves(arm: str) -> pl.Expr:
    """Whether the number of a group whose prior use is unknown may leave where the number of the group does.

    `arm` is `treated` or `comparators`. It and the rest are none or at least five. Of the treated it leaves
    only if it is nobody or everybody: the agreement's patients are counted by year and region as well, and
    beside those counts a part that follows from year and region could tell of a few.
    """
    unknown, n = pl.col(f"n_prior_use_unknown_{arm}"), pl.col(f"n_{arm}")
    is_plain = (unknown == 0) | (unknown == n)
    if arm == "treated":
        return is_plain
    return is_plain | ((unknown >= THRESHOLD) & (n - unknown >= THRESHOLD))


def released_comparison_estimates(
    estimates: pl.DataFrame, comparisons: pl.DataFrame, points: pl.DataFrame
) -> pl.DataFrame:
    """The comparisons' rows of `estimates`, withheld where they may not leave; never with a count.

    `estimates` has the exact columns of `result.estimate`, `comparisons` those of `result.comparison`;
    `points` are the released points of the comparisons' curves: `agreement_id, cohort, level, variant,
    time_days` and `point_step`. Of the wider and the narrower comparison survival at a time does not leave.
    The result has `rounded_to` as well.
    """
    rows = rounded_comparisons(estimates.filter(is_comparison()), points.filter(is_comparison()))
    question = ["agreement_id", "cohort", "level", "measure", "variant", "time_days"]
    keys = [name for name in question if name != "measure"]
    at_times = rows.filter(pl.col("measure").is_in(SURVIVAL)).select(question)
    for arm in ("treated", "comparator"):
        of_arm = points.filter(pl.col("variant").is_in([f"{name}_{arm}" for name in NAMES])).with_columns(
            variant=pl.col("variant").str.strip_suffix(f"_{arm}")
        )
        is_asked = pl.col("measure").is_in([name for name, arms in POINTS.items() if arm in arms])
        at_times = pl.concat(
            [at_times.filter(~is_asked), at_times.filter(is_asked).join(of_arm, on=keys, how="semi")]
        )
    is_mean, is_survival = pl.col("measure") == MEAN_DIFFERENCE, pl.col("measure").is_in(SURVIVAL)
    ratios = rows.filter(~is_mean & ~is_survival).select(question)
    group = ["agreement_id", "cohort", "level"]
    leaving = pl.concat(
        asked.join(opened.rename({"comparator_id": "level"}), on=group, how="semi")
        for asked, opened in (
            (pl.concat([at_times, ratios]), open_comparisons(comparisons, estimates)),
            (rows.filter(is_mean).select(question), open_mean_differences(comparisons, estimates)),
        )
    ).with_columns(leaves=pl.lit(True))
    joined = rows.join(leaving, on=question, how="left", nulls_equal=True, maintain_order="left")
    return joined.with_columns(
        pl.col("leaves").is_null().alias("suppressed"),
        *(pl.when("leaves").then(name).alias(name) for name in ("estimate", "lower", "upper", ROUNDED_TO)),
        *(pl.lit(None, dtype=pl.Int64).alias(name) for name in ("n", "n_events")),
    ).select(*estimates.columns, ROUNDED_TO)


def _none_or_enough(n: str, events: str, part_n: str, part_events: str) -> pl.Expr:
    """In the whole and not in the part are none or at least five, so are their deaths and the others."""
    left_out, deaths = pl.col(n) - pl.col(part_n), pl.col(events) - pl.col(part_events)
    return pl.all_horizontal(
        (count == 0) | (count >= THRESHOLD) for count in (left_out, deaths, left_out - deaths)
    )
