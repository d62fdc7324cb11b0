"""released.coverage: what leaves of result.coverage."""

from schemas.result import coverage as exact


class Coverage(exact.Coverage):
    """One row per agreement, data cut, register, denominator, grouping and level.

    Same columns as `result.coverage`, after disclosure control: where `suppressed` is true the numbers
    are withheld because too few persons stand behind them, or because they would give such a number away.
    A grouping leaves with all its levels or with none; that nothing is delivered from a level is no number of
    persons and is always told. How many NPR shows in all stays where it is not few itself, also when the
    share does not.
    """
