"""released.estimate: what leaves of result.estimate."""

import ibis.expr.datatypes as dt

from schemas.result import estimate as exact
from schemas.rounding import rounded_to
from schemas.table import column


def _rounded(english: str, norwegian: str) -> dt.DataType:
    return column(
        f"{english}; where the number itself is withheld to protect persons",
        f"{norwegian}; der tallet selv er holdt tilbake av personvernhensyn",
        nullable=True,
        ge=0,
    )


class Estimate(exact.Estimate):
    """One row per agreement, data cut, cohort, subgroup, level, measure, variant and time.

    The columns of `result.estimate` after disclosure control, and what they were rounded to. Where
    `suppressed` is true the numbers are withheld because too few persons stand behind them, or because they
    would give such a number away. What is withheld of a level of a subgroup has no row: one stands only where
    somebody was counted.
    """

    rounded_to: dt.float64 = rounded_to()
    n_at_least: dt.int64 = _rounded(
        "Persons the estimate rests on, rounded: at least", "Antall personer, avrundet: minst"
    )
    n_at_most: dt.int64 = _rounded(
        "Persons the estimate rests on, rounded: at most", "Antall personer, avrundet: høyst"
    )
    n_events_at_least: dt.int64 = _rounded("Events, rounded: at least", "Antall hendelser, avrundet: minst")
    n_events_at_most: dt.int64 = _rounded("Events, rounded: at most", "Antall hendelser, avrundet: høyst")
