"""result.comparison_estimate: the treated against comparators."""

from schemas.result import estimate


class ComparisonEstimate(estimate.Estimate):
    """One row per agreement, data cut, cohort, comparator, measure, variant and time.

    Columns as `result.estimate`, of which it is a part: `subgroup` is comparator, `level` the comparator.
    `n` and `n_events` count persons, never weights.
    """
