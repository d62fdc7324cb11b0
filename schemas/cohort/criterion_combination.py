"""cohort.criterion_combination: criteria on drugs given together with the agreement's, judged."""

from schemas.judged_criterion import JudgedCriterion


class CriterionCombination(JudgedCriterion):
    """One row per agreement, criterion on combination partners and assessed person.

    Judges whether a listed substance, or any other antineoplastic where none is listed, was given within
    the combination window of the index line; where the criterion asks for absence, `cohort.judged_person`
    turns the answer. That none was given is known only where hospitals of the person's regions and
    H-resept cover the whole window. The untreated have no index line: unknown.
    """
