"""cohort.criterion_calendar: criteria on calendar time, judged."""

from schemas.judged_criterion import JudgedCriterion


class CriterionCalendar(JudgedCriterion):
    """One row per agreement, criterion on calendar time and assessed person.

    The day of the first dose, or on which an untreated person is judged; first and last day are included. A
    limit that is not set is open.
    """
