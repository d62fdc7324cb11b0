"""result.exclusion_count: each exclusion on the way to the analysed group, with its criterion."""

from schemas.counted_persons import CountedPersons


class ExclusionCount(CountedPersons):
    """One row per agreement, data cut, topic, item, grouping, level and category.

    Everybody treated, each in the one category where the way ends: started before the agreement, outside or
    undetermined by the first criterion of the agreement file that decides it, or inside.
    """
