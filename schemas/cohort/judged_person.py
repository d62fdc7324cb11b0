"""cohort.judged_person: every criterion that is not on the disease, judged."""

from schemas.judged_criterion import JudgedCriterion


class JudgedPerson(JudgedCriterion):
    """One row per agreement, criterion on anything but the disease, and assessed person.

    Each kind has a table that judges whether what the criterion names is there; where the criterion asks
    for absence, met and not met are turned here, and unknown stays unknown. Apart from the criteria on
    the disease because those need the answers: a disease need not fit what the person fulfils by an
    alternative.
    """
