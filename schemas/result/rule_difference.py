"""result.rule_difference: of how many persons two treatment-end rules say different things."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.group_columns import cohort
from schemas.table import Table, column


class RuleDifference(Table):
    """One row per agreement, cohort and pair of treatment-end rules.

    Rules stand side by side in the reports: where two differ in the answer for one person only, the
    difference of their results would tell about that person. Disclosure control reads this table; it never
    leaves. Persons with a time under one of the rules only differ.
    """

    agreement_id: dt.string = agreement_id()
    cohort: dt.string = cohort()
    variant: dt.string = column("Treatment-end rule", "Regel for behandlingsslutt")
    other_variant: dt.string = column(
        "The other rule, later in the alphabet", "Den andre regelen, senere i alfabetet"
    )
    n_other_end: dt.int64 = column(
        "Persons whose time or reason differs", "Personer der tid eller årsak er forskjellig", ge=0
    )
    n_other_cost: dt.int64 = column(
        "Persons whose drug cost up to the horizon, or the day it is cut short, differs",
        "Personer der legemiddelkostnaden til horisonten, eller dagen den brytes av, er forskjellig",
        ge=0,
    )

    class Config:
        unique = ["agreement_id", "cohort", "variant", "other_variant"]
