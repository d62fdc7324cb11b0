"""cohort.criterion_course_event: criteria on reported course of disease, judged."""

from schemas.judged_criterion import JudgedCriterion


class CriterionCourseEvent(JudgedCriterion):
    """One row per agreement, criterion on reported course of disease and assessed person.

    Met by a report up to the day the person is judged. Otherwise unknown: reports are sparse, their absence
    is not a no.
    """
