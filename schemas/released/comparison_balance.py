"""released.comparison_balance: what leaves of result.comparison_balance."""

from schemas.result import comparison_balance as exact


class ComparisonBalance(exact.ComparisonBalance):
    """One row per agreement, data cut, comparator, cohort, covariate and level.

    Same columns as `result.comparison_balance`, after disclosure control:
    all levels of a covariate leave or none; counts never do.
    """
