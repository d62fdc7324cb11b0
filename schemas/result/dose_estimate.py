"""result.dose_estimate: the rows of result.estimate on doses given beside doses planned and ordered."""

from schemas.result.estimate import Estimate


class DoseEstimate(Estimate):
    """One row per agreement, data cut, cohort, subgroup, level, measure and variant.

    The part of `result.estimate` on relative dose intensity and on doses given of those ordered. `n` are the
    persons whose doses are known; the others are unknown, not zero.
    """
