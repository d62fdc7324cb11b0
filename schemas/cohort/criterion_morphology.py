"""cohort.criterion_morphology: criteria on registered morphology, judged."""

from schemas.judged_criterion import JudgedCriterion


class CriterionMorphology(JudgedCriterion):
    """One row per agreement, criterion on registered morphology and treated person.

    Judged on the same tumour as the diagnosis. A missing code is unknown.
    """
