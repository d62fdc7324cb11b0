"""cohort.criterion_disease: criteria on the registered disease, judged."""

from schemas.judged_criterion import JudgedCriterion


class CriterionDisease(JudgedCriterion):
    """One row per agreement, criterion on the disease and assessed person.

    Diagnosis, topography, morphology, behaviour, stage, and time since the diagnosis. Each is judged on
    diseases that also fit those before it (`cohort.judged_disease`): a person with two diseases that only
    fit by halves does not meet them all.

    Which disease it is (all but stage and time) is not met only if the register is closed on the day and
    holds other, coded diseases of the person. Nothing registered is unknown: treatment without a case is
    a gap in the register. How the disease is (stage and time) is judged on the diseases that may be the
    one; where none may, it is unknown.
    """
