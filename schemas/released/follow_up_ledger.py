"""released.follow_up_ledger: what leaves of result.follow_up_ledger."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import END_OF_FOLLOW_UP
from schemas.result import follow_up_ledger as exact
from schemas.table import column


class FollowUpLedger(exact.FollowUpLedger):
    """One row per agreement, data cut, cohort, measure, variant, time and state.

    Same columns as `result.follow_up_ledger`, after disclosure control: only overall survival of the cohort
    whose counts leave, only the times at which its curve's numbers at risk leave. Where `suppressed` is true
    the number is withheld because few persons stand behind it, or because it would give such a number away.
    `censored` are those of `complete_to` and `emigrated` together.
    """

    state: dt.string = column(
        "Where the persons are at this time",
        "Hvor personene er på dette tidspunktet",
        isin=("followed", "censored", *END_OF_FOLLOW_UP),
    )
