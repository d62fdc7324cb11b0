"""result.comparison_curve: survival of both groups of every comparison, as they are and weighted."""

import polars as pl

from pipelines.building import Reader
from pipelines.methods.comparison_groups import ComparisonGroups
from pipelines.methods.comparison_terms import UNADJUSTED, WEIGHTED
from pipelines.methods.stratum import pack, unpack
from pipelines.result.comparison import GROUPS_READ, groups_of

READS = GROUPS_READ
CURVE = ("agreement_id", "cohort", "level", "variant")
ARMS = {1: "treated", 0: "comparator"}


def comparison_curve(read: Reader) -> pl.DataFrame:
    """All curves in three passes of the Kaplan–Meier macro, whatever the number of comparisons."""
    from pipelines.methods.survival import kaplan_meier

    persons = pl.concat(
        [_empty(), *(_persons(groups) for groups in groups_of(read) if groups.weighted is not None)]
    )
    packed = pack(persons, CURVE)
    counts = kaplan_meier(packed.drop("weight")).select("stratum", "time", "n_risk", "n_event", "n_censor")
    is_weighted = pl.col("stratum").str.contains(UNADJUSTED, literal=True).not_()
    curves = [
        kaplan_meier(frame).drop("n_risk", "n_event", "n_censor")
        for frame in (packed.filter(~is_weighted).drop("weight"), packed.filter(is_weighted))
    ]
    joined = pl.concat(curves).join(counts, on=["stratum", "time"], how="left", maintain_order="left")
    return unpack(joined, CURVE).select(
        "agreement_id",
        pl.lit(read.parameters["data_cut"]).alias("data_cut"),
        "cohort",
        pl.lit("comparator").alias("subgroup"),
        "level",
        pl.lit("overall_survival").alias("measure"),
        "variant",
        pl.col("time").cast(pl.Int32).alias("time_days"),
        *(pl.col(name).cast(pl.Int64) for name in ("n_risk", "n_event", "n_censor")),
        "survival",
        "lower",
        "upper",
        pl.lit(False).alias("suppressed"),
    )


def _persons(groups: ComparisonGroups) -> pl.DataFrame:
    """Everybody twice: in the group as it is and, with a weight, in the weighted one."""
    assert groups.weighted is not None
    arm = pl.col("treated").replace_strict(ARMS, return_dtype=pl.String)
    parts = []
    for variant, weight in ((UNADJUSTED, pl.lit(1.0)), (WEIGHTED[groups.kind], pl.col("weight"))):
        parts.append(
            groups.weighted.select(
                pl.lit(groups.agreement_id).alias("agreement_id"),
                pl.lit(groups.cohort).alias("cohort"),
                pl.lit(groups.comparator_id).alias("level"),
                (pl.lit(f"{variant}_") + arm).alias("variant"),
                "time",
                "event",
                weight.alias("weight"),
            )
        )
    return pl.concat(parts)


def _empty() -> pl.DataFrame:
    schema = dict.fromkeys(CURVE, pl.String) | {"time": pl.Float64, "event": pl.Int8, "weight": pl.Float64}
    return pl.DataFrame(schema=schema)
