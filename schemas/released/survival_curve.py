"""released.survival_curve: what leaves of result.survival_curve."""

import ibis.expr.datatypes as dt

from schemas.result import survival_curve as exact
from schemas.rounding import rounded_to


class SurvivalCurve(exact.SurvivalCurve):
    """One row per agreement, data cut, cohort, subgroup, level, measure, variant and time that is told.

    The columns of `result.survival_curve` after disclosure control, and what they were rounded to. Where
    `suppressed` is true the numbers are withheld because too few persons stand behind them, or because they
    would give such a number away. Counts stand at some times only: there events and losses to follow-up are
    those since the last time with counts, and `n_risk` counts persons followed beyond the time.
    """

    rounded_to: dt.float64 = rounded_to()
