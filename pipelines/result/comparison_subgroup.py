"""result.comparison_subgroup: the comparison in each level of a subgroup, and whether the levels differ."""

import polars as pl

from pipelines.building import Reader
from pipelines.result.comparison import GROUPS_READ, groups_of

READS = (*GROUPS_READ, "cohort.subgroup_level")

KEY = ["agreement_id", "comparator_id", "arm", "person_id"]
FAMILY = ["agreement_id", "comparator_id", "cohort"]


def comparison_subgroup(read: Reader) -> pl.DataFrame:
    """Weighted hazard ratios by level, with weights of the whole comparison, and the test of interaction."""
    from pipelines.methods.interaction import RESULT, hazard_ratios_by_level

    levels = read.query("select * from cohort.subgroup_level where comparator_id is not null")
    named = {name: pl.String for name in (*FAMILY, "subgroup")}
    found = [pl.DataFrame(schema=named | RESULT)]
    for groups in groups_of(read):
        if groups.weighted is None:
            continue
        key = {"agreement_id": groups.agreement_id, "comparator_id": groups.comparator_id}
        persons = groups.weighted.with_columns(
            arm=pl.when(pl.col("treated") == 1).then(pl.lit("treated")).otherwise(pl.lit("comparator"))
        )
        divided = levels.filter(**key).join(persons, on=["arm", "person_id"])
        for (subgroup,), rows in divided.group_by("subgroup", maintain_order=True):
            ratios = hazard_ratios_by_level(rows.select("treated", "time", "event", "weight", "level"))
            said = {**key, "cohort": groups.cohort, "subgroup": str(subgroup)}
            found.append(ratios.select(*(pl.lit(value).alias(name) for name, value in said.items()), *RESULT))
    return pl.concat(found).with_columns(
        n_tests=pl.col("subgroup").filter(pl.col("p_value").is_not_null()).n_unique().over(FAMILY),
        data_cut=pl.lit(read.parameters["data_cut"]),
        suppressed=pl.lit(False),
    )
