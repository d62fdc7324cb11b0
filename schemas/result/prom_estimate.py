"""result.prom_estimate: patient-reported scores, their change, and who answered."""

from schemas.result.estimate import Estimate


class PromEstimate(Estimate):
    """One row per agreement, data cut, cohort, subgroup, level, measure, variant and time.

    The part of `result.estimate` on patient-reported outcomes: scores of those who answered, change from
    baseline, share who answered, who did not answer, and what became of each person's forms.
    """
