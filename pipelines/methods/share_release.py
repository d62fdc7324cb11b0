"""Which shares of the patient flow, of use and of testing may leave: those whose counts have left."""

import polars as pl

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

KEY = ["agreement_id", "measure", "variant", "subgroup", "level"]


def is_use() -> pl.Expr:
    """Shares of use do not count a cohort: the counts they are made from have been judged."""
    return pl.col("measure").is_in(sorted({measure for measure, _ in USES}))


def open_shares(groups: pl.DataFrame, counts: pl.DataFrame) -> pl.DataFrame:
    """The shares that may leave: the columns of KEY.

    `groups` has the columns of `patient_flow.group_frame`, `counts` those of `released.person_count`.
    """
    named = pl.DataFrame(
        [(*name, "all", "all", group) for name, group in SHARES.items()],
        schema=["measure", "variant", "subgroup", "level", "group"],
        orient="row",
    )
    of_flow = groups.join(named, on="group").select(KEY)
    return pl.concat([of_flow, *(_open_uses(counts, name) for name in USES)])


def _open_uses(counts: pl.DataFrame, name: tuple[str, str]) -> pl.DataFrame:
    """Those whose numerator and the rest of whose denominator have left."""
    topic, items = USES[name]
    used = counts.filter((pl.col("topic") == topic) & pl.col("grouping").is_in(["all", "region"]))
    used = used.filter(pl.col("category") != NOT_IN_SHARE)
    if items is not None:
        used = used.filter(pl.col("item").is_in(items))
    else:
        several = pl.col("item").n_unique().over("agreement_id") > 1
        used = used.filter((pl.col("grouping") == "all") | ~several).with_columns(
            grouping=pl.when(several).then(pl.lit("criterion")).otherwise("grouping"),
            level=pl.when(several).then("item").otherwise("level"),
        )
    measure, variant = (pl.lit(text) for text in name)
    return (
        used.group_by("agreement_id", "grouping", "level")
        .agg(is_open=~pl.col("suppressed").any())
        .filter("is_open")
        .with_columns(measure=measure, variant=variant, subgroup="grouping")
        .select(KEY)
    )
