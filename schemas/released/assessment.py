"""released.assessment: what leaves of result.assessment."""

from schemas.result import assessment as exact


class Assessment(exact.Assessment):
    """One row per agreement, data cut and assumption, judged by the rule agreed beforehand.

    Same columns as `result.assessment`, after disclosure control: where `suppressed` is true the numbers
    are withheld because too few persons stand behind them, or because they would give such a number away.
    """
