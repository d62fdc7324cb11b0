"""cohort.criterion_diagnosis: criteria on registered diagnosis, judged."""

from schemas.judged_criterion import JudgedCriterion


class CriterionDiagnosis(JudgedCriterion):
    """One row per agreement, criterion on registered diagnosis and treated person.

    Not met only if the register is closed at the first dose and holds another, coded disease of the
    person. Nothing registered is unknown: treatment without a case is a gap in the register.
    """
