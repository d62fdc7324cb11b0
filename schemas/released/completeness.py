"""released.completeness: what leaves of result.completeness."""

from schemas.result import completeness as exact


class Completeness(exact._RowsKnown):
    """One row per data cut, register, hospital, month and variable.

    As `result.completeness`, after disclosure control and without its number of persons: where `suppressed`
    is true the rows are withheld because few rows or few persons stand behind them, or because they would
    give such a number away. Where few rows of all hospitals are known, or few are not, their number `n`
    stays: it does not say which. How many of all are known is withheld too where it would tell the few of one
    hospital, and hospitals have no row in a month whose number of all rows is withheld.
    """
