"""cohort.criterion_age: criteria on age, judged."""

from schemas.judged_criterion import JudgedCriterion


class CriterionAge(JudgedCriterion):
    """One row per agreement, criterion on age and assessed person.

    Age on the day the person is judged. The lower limit is included, the upper is not. Unknown when the birth
    date is.
    """
