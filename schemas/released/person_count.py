"""released.person_count: the counts of persons that may leave."""

from schemas.counted_persons import CountedPersons


class PersonCount(CountedPersons):
    """One row per agreement, data cut, topic, item, grouping, level and category.

    The rows are those of `result.person_count`; a count that is small, or would give a small one away, is
    withheld.
    """
