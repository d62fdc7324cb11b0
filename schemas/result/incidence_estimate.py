"""result.incidence_estimate: the rows of result.estimate on causes that compete."""

from schemas.result.estimate import Estimate


class IncidenceEstimate(Estimate):
    """One row per agreement, data cut, cohort, subgroup, level, measure, variant and time.

    The part of `result.estimate` on causes that compete: how treatment ended, and whether a next line or
    death came first. `n_events` are the persons with the cause by that time.
    """
