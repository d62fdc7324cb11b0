"""result.course_estimate: the rows of result.estimate on what the first course of treatment took."""

from schemas.result.estimate import Estimate


class CourseEstimate(Estimate):
    """One row per agreement, data cut, cohort, subgroup, level, measure, variant and time.

    The part of `result.estimate` on doses, cycles and drug cost until treatment ends, up to the agreement's
    cost horizon. `n_events` are the persons whose treatment has ended or who were followed to the horizon.
    """
