"""released.coverage: what leaves of result.coverage."""

from schemas.result import coverage as exact


class Coverage(exact.Coverage):
    """One row per agreement, data cut, register, denominator, grouping and level.

    Same columns as `result.coverage`, after disclosure control: where `suppressed` is true found and share
    are withheld because too few persons stand behind them, or because they would give such a number away. How
    many NPR shows may stay without them. A level of which no number stays has no row, because a row says that
    there is somebody; everybody has one in any case. That nothing is delivered from a region is told by
    `released.source_gap`.
    """
