"""result.complication_estimate: the rows of result.estimate on complications and early death."""

from schemas.result.estimate import Estimate


class ComplicationEstimate(Estimate):
    """One row per agreement, data cut, cohort, subgroup, level, measure, variant and time.

    The part of `result.estimate` on complications and on death within 30 days. Persons are those known to
    have been free of the complication before the first dose. A first event ends a person's time at risk of
    it, so the rate of first events has exact limits; the events of one person are not independent, so the
    rate of all events has limits from the spread between persons.
    """
