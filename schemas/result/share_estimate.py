"""result.share_estimate: how many were treated, and which share inside the indication."""

from schemas.result.estimate import Estimate


class ShareEstimate(Estimate):
    """One row per agreement, data cut, cohort, subgroup, level, measure, variant and time.

    The part of `result.estimate` on how many were treated and which share inside the indication.
    """
