"""released.comparison: what leaves of result.comparison."""

from schemas.result import comparison as exact


class Comparison(exact.Comparison):
    """One row per agreement, data cut, comparator and cohort.

    Same columns as `result.comparison`, after disclosure control:
    numbers are withheld of a comparison that rests on, or would tell, few persons.
    """
