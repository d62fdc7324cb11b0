"""cohort.criterion_sex: criteria on sex, judged."""

from schemas.judged_criterion import JudgedCriterion


class CriterionSex(JudgedCriterion):
    """One row per agreement, criterion on sex and assessed person.

    Sex as registered. Unknown when no register knows it.
    """
