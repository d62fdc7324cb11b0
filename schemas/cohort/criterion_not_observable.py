"""cohort.criterion_not_observable: criteria on what no register holds, judged."""

from schemas.judged_criterion import JudgedCriterion


class CriterionNotObservable(JudgedCriterion):
    """One row per agreement, criterion on what no register holds and assessed person.

    Always unknown.
    """
