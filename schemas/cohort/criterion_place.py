"""cohort.criterion_place: criteria on hospital and region, judged."""

from schemas.judged_criterion import JudgedCriterion


class CriterionPlace(JudgedCriterion):
    """One row per agreement, criterion on hospital or region and assessed person.

    The place of the first dose; of the untreated the region of residence, while their hospital is unknown. A
    place that is not recorded is unknown.
    """
