"""released.person_count: the counts of persons that may leave."""

from schemas.counted_persons import CountedPersons


class PersonCount(CountedPersons):
    """One row per agreement, data cut, topic, item, grouping, level and category.

    The rows of `result.person_count` but those of criteria by hospital and year, with years counted together
    ('2024–2026') until no count is small. A count that is small, or would give a small one away, is withheld.
    """
