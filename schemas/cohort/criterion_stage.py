"""cohort.criterion_stage: criteria on extent of disease, judged."""

from schemas.judged_criterion import JudgedCriterion


class CriterionStage(JudgedCriterion):
    """One row per agreement, criterion on extent of disease and treated person.

    Distant spread at diagnosis meets it at every later date. Any other stage says nothing more than 120
    days after the diagnosis, unless a later report gives spread.
    """
