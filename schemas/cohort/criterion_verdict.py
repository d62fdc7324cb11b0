"""cohort.criterion_verdict: every criterion of every agreement for every treated person."""

import ibis.expr.datatypes as dt

from schemas.agreement.criterion import KINDS
from schemas.judged_criterion import JudgedCriterion
from schemas.table import column


class CriterionVerdict(JudgedCriterion):
    """One row per agreement, criterion and treated person."""

    kind: dt.string = column(
        "Kind of criterion: which rule judged it",
        "Type kriterium: hvilken regel som vurderte det",
        isin=KINDS,
    )
