"""released.estimate: what leaves of result.estimate."""

import ibis.expr.datatypes as dt

from schemas.result import estimate as exact
from schemas.rounding import rounded_to


class Estimate(exact.Estimate):
    """One row per agreement, data cut, cohort, subgroup, level, measure, variant and time.

    The columns of `result.estimate` after disclosure control, and what they were rounded to. Where
    `suppressed` is true the numbers are withheld because too few persons stand behind them, or because they
    would give such a number away. What is withheld of a level of a subgroup has no row: one stands only where
    somebody was counted.
    """

    rounded_to: dt.float64 = rounded_to()
