"""result.cost_estimate: the rows of result.estimate on mean cost per patient."""

from schemas.result.estimate import Estimate


class CostEstimate(Estimate):
    """One row per agreement, data cut, cohort, subgroup, level, measure, variant and time.

    The part of `result.estimate` on mean cost per patient.
    """
