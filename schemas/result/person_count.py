"""result.person_count: how persons divide, topic by topic, in one long table."""

from schemas.counted_persons import CountedPersons


class PersonCount(CountedPersons):
    """One row per agreement, data cut, topic, item, grouping, level and category.

    The counts of all topics, one below the other: a new topic adds rows, never columns.
    """
