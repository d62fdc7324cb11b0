"""result.mean_survival_estimate: the rows of result.estimate on mean time lived."""

from schemas.result.estimate import Estimate


class MeanSurvivalEstimate(Estimate):
    """One row per agreement, data cut, cohort, subgroup, level, measure, variant and time.

    The part of `result.estimate` on mean time lived within a horizon.
    """
