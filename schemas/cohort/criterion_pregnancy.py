"""cohort.criterion_pregnancy: criteria on pregnancy, judged."""

from schemas.judged_criterion import JudgedCriterion


class CriterionPregnancy(JudgedCriterion):
    """One row per agreement, criterion on pregnancy and assessed person.

    Judges whether the person was pregnant; where the criterion asks for absence, `cohort.judged_person`
    turns the answer. Met by a hospital contact with a code of the list `pregnancy` that touches the 280
    days before the person is judged or the 30 days after. Not met for men. Otherwise unknown: most care
    in pregnancy is given outside hospitals, so that no contact is not a no.
    """
