"""released.attrition: what leaves of result.attrition."""

from schemas.result import attrition as exact


class Attrition(exact.Attrition):
    """One row per agreement, data cut and step of the patient flow, in order.

    Same columns as `result.attrition`, after disclosure control: where `suppressed` is true the numbers
    are withheld because too few persons stand behind them, or because they would give such a number away.
    """
