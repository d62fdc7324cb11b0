"""released.survival_curve: what leaves of result.survival_curve."""

from schemas.result import survival_curve as exact


class SurvivalCurve(exact.SurvivalCurve):
    """One row per agreement, data cut, cohort, subgroup, level, measure, variant and time of a step.

    Same columns as `result.survival_curve`, after disclosure control: where `suppressed` is true the numbers
    are withheld because too few persons stand behind them, or because they would give such a number away.
    """
