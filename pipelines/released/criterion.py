"""released.criterion: criteria with the counts that may leave."""

import polars as pl

from pipelines.building import Reader
from pipelines.methods.disclosure import is_sensitive
from pipelines.methods.patient_flow import released_groups

READS = ("result.attrition", "result.criterion")

COUNTS = ("n_met", "n_not_met", "n_unknown")


def criterion(read: Reader) -> pl.DataFrame:
    """A criterion with any small count is withheld whole, and so are all criteria of an agreement whose
    number treated is withheld: the three counts add up to it."""
    exact = read.frame("result.criterion")
    groups = released_groups(read.frame("result.attrition"))
    hidden = [
        "all_treated" not in groups.get(row["agreement_id"], set())
        or any(is_sensitive(row[count]) for count in COUNTS)
        for row in exact.iter_rows(named=True)
    ]
    suppressed = pl.Series("suppressed", hidden, dtype=pl.Boolean)
    return exact.with_columns(suppressed).with_columns(
        pl.when(~pl.col("suppressed")).then(pl.col(count)).alias(count) for count in COUNTS
    )
