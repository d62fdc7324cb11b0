"""released.estimate: what leaves of result.estimate."""

from schemas.result import estimate as exact


class Estimate(exact.Estimate):
    """One row per agreement, data cut, cohort, subgroup, level, measure, variant and time.

    Same columns as `result.estimate`, after disclosure control: where `suppressed` is true the numbers
    are withheld because too few persons stand behind them, or because they would give such a number away.
    """
