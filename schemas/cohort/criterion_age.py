"""cohort.criterion_age: criteria on age at the first dose, judged."""

from schemas.judged_criterion import JudgedCriterion


class CriterionAge(JudgedCriterion):
    """One row per agreement, criterion on age at the first dose and treated person.

    The lower limit is included, the upper is not. Unknown when the birth date is.
    """
