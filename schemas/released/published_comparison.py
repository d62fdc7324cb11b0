"""released.published_comparison: what leaves of result.published_comparison."""

from schemas.result import published_comparison as exact


class PublishedComparison(exact.PublishedComparison):
    """One row per agreement, data cut, comparator, cohort, measure and time.

    Same columns as `result.published_comparison`, after disclosure control:
    ours leaves where it has left among the estimates.
    """
