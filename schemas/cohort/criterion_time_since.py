"""cohort.criterion_time_since: criteria on time since the last relapse, judged."""

from schemas.judged_criterion import JudgedCriterion


class CriterionTimeSince(JudgedCriterion):
    """One row per agreement, criterion on time since relapse and assessed person.

    Days from the last recorded relapse up to the day the person is judged; the lower limit is included, the
    upper is not. Reports are sparse: without one it is unknown, and so it is when the last one recorded lies
    too far back, because a later relapse may not have been reported.
    """
