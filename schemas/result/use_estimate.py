"""result.use_estimate: which share of the eligible was treated, and of the diagnosed tested."""

from schemas.result.estimate import Estimate


class UseEstimate(Estimate):
    """One row per agreement, data cut, cohort, subgroup, level, measure, variant and time.

    The part of `result.estimate` on uptake and testing. Where the source of treatment delivers nothing,
    uptake has no number: it is unknown, not zero, and the whole country is what is delivered of it.
    """
