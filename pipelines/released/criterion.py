"""released.criterion: criteria with the counts that may leave."""

import polars as pl

from pipelines.building import Reader
from pipelines.methods.disclosure import THRESHOLD
from pipelines.methods.patient_flow import released_groups

READS = ("result.attrition", "result.criterion", "result.exclusion_count")

COUNTS = ("n_met", "n_not_met", "n_unknown")
FLOW = {"all_treated", "inside", "outside", "undetermined"}


def criterion(read: Reader) -> pl.DataFrame:
    """An agreement's criteria leave together or not at all.

    Whoever does not meet a criterion is outside, so the counts of one criterion bound those of the others and
    of the patient flow: one small count, or one withheld group of the flow, withholds them all. So does a
    small number of persons who left the flow for a criterion: whoever fails the first one leaves for it, so
    the counts of criteria bound those of exclusions from both sides.
    """
    exact = read.frame("result.criterion")
    groups = released_groups(read.frame("result.attrition"))
    open_agreements = [agreement_id for agreement_id, released in groups.items() if released >= FLOW]
    has_small_count = pl.any_horizontal(pl.col(count).is_between(1, THRESHOLD - 1) for count in COUNTS)
    exclusions = read.frame("result.exclusion_count").filter(pl.col("n").is_between(1, THRESHOLD - 1))
    hidden = (
        has_small_count.any().over("agreement_id")
        | ~pl.col("agreement_id").is_in(open_agreements)
        | pl.col("agreement_id").is_in(exclusions["agreement_id"].unique().to_list())
    )
    return exact.with_columns(hidden.alias("suppressed")).with_columns(
        pl.when(~pl.col("suppressed")).then(pl.col(count)).alias(count) for count in COUNTS
    )
