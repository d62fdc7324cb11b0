"""released.comparison_subgroup: what leaves of result.comparison_subgroup."""

from schemas.result import comparison_subgroup as exact


class ComparisonSubgroup(exact.ComparisonSubgroup):
    """One row per agreement, data cut, comparator, cohort, subgroup and level.

    Of `result.comparison_subgroup` the ratios and the test, for one of the analysed groups, where the
    comparison's hazard ratio leaves; no counts.
    """
