"""result.net_survival_estimate: the rows of result.estimate on net and expected survival."""

from schemas.result.estimate import Estimate


class NetSurvivalEstimate(Estimate):
    """One row per agreement, data cut, cohort, subgroup, level, measure, variant and time.

    The part of `result.estimate` on survival beside the general population's. Whose sex or age is not known
    is left out. A group with somebody of an age or in a year that the life table lacks has no estimate.
    """
