"""result.response_estimate: the rows of result.estimate on response and transplantation."""

from schemas.result.estimate import Estimate


class ResponseEstimate(Estimate):
    """One row per agreement, data cut, cohort, subgroup, level, measure, variant and time.

    The part of `result.estimate` on reported responses and on transplantations. A share of reported responses
    is a lower limit of the share that responded.
    """
