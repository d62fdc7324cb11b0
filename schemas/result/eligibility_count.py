"""result.eligibility_count: new starters inside the indication, outside it, and undetermined."""

from schemas.counted_persons import CountedPersons


class EligibilityCount(CountedPersons):
    """One row per agreement, data cut, topic, item, grouping, level and category.

    New starters by verdict, in all, by hospital and region of the first dose and by its year.
    """
