"""result.survival_estimate: the rows of result.estimate on survival and treatment duration."""

from schemas.result.estimate import Estimate


class SurvivalEstimate(Estimate):
    """One row per agreement, data cut, cohort, subgroup, level, measure, variant and time.

    The part of `result.estimate` on survival and treatment duration.
    """
