"""released.criterion: what leaves of result.criterion."""

from schemas.result import criterion as exact


class Criterion(exact.Criterion):
    """One row per agreement, data cut and criterion of the indication, over all new starters.

    Same columns as `result.criterion`, after disclosure control: where `suppressed` is true the numbers
    are withheld because too few persons stand behind them, or because they would give such a number away.
    """
