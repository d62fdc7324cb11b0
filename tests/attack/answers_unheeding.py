"""Numbers told beside estimates without heeding what they give away: what the rule is measured against."""

from dataclasses import replace

import polars as pl

from tests.attack.answers_cells import ROW
from tests.attack.edition import Edition


def with_every_number(edition: Edition, step: int) -> Edition:
    """How many persons every estimate of a whole cohort is of that has left, between multiples of a step.

    Of a step of one person that is exactly. What is of 1 to 4 persons itself is withheld.
    """
    released, exact = edition.released["estimate"], edition.exact["estimate"]
    low = pl.col("n_exact") // step * step
    is_open = (pl.col("subgroup") == "all") & ~pl.col("suppressed") & pl.col("n").is_null()
    is_open &= ~pl.col("n_exact").is_between(1, 4)
    limits = {"n_at_least": low, "n_at_most": low + step - 1}
    key = ["agreement_id", *ROW]
    known = released.join(
        exact.select(*key, n_exact="n"), on=key, how="left", nulls_equal=True, maintain_order="left"
    )
    told = known.with_columns(
        pl.when(is_open).then(limit).otherwise(name).alias(name) for name, limit in limits.items()
    ).select(released.columns)
    return replace(edition, released=edition.released | {"estimate": told})
