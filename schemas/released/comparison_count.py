"""released.comparison_count: what leaves of result.comparison_count."""

from schemas.result import comparison_count as exact


class ComparisonCount(exact.ComparisonCount):
    """One row per agreement, data cut, comparator, group and category.

    Same columns as `result.comparison_count`, after disclosure control:
    small counts are withheld, and those that would tell them. Those not followed have a row only with a
    number.
    """
