"""cohort.criterion_earlier_treatment: criteria on treatment before the person is judged, judged."""

from schemas.judged_criterion import JudgedCriterion


class CriterionEarlierTreatment(JudgedCriterion):
    """One row per agreement, criterion on earlier treatment and assessed person.

    Judges whether the treatment was given; where the criterion asks for absence, `cohort.judged_person`
    turns the answer.

    - lines: the number recorded in `cohort.treatment_history`; a lower limit unless the history is complete;
    - substances, regimens: a recorded dose before the day. Not met only if the history is complete, the
      substances are of those that `core.drug_exposure` keeps, and no earlier dose lacks its regimen;
    - transplant: a hospital stay of `cohort.transplant` before the day. Not met only if the disease was
      diagnosed since NPR has been complete and NPR reaches the day.
    """
