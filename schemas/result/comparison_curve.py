"""result.comparison_curve: survival of the two groups of a comparison."""

from schemas.result import survival_curve


class ComparisonCurve(survival_curve.SurvivalCurve):
    """One row per agreement, data cut, cohort, comparator, variant and time of a step.

    Columns as `result.survival_curve`, of which it is a part: `subgroup` is comparator, `level` the
    comparator, and `variant` ends in the group. Survival is weighted; numbers at risk, events and censored
    are persons, never weights.
    """
