"""cohort.criterion_biomarker: criteria on biomarker results, judged."""

from schemas.judged_criterion import JudgedCriterion


class CriterionBiomarker(JudgedCriterion):
    """One row per agreement, criterion on biomarker results and assessed person.

    One positive result among the listed markers meets it. Without one, a negative result does not meet it.
    Nothing conclusive is unknown: an untested person is not negative. A test reported on a registered disease
    that is not the agreement's does not count; one that names no disease does.
    """
