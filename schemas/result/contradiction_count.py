"""result.contradiction_count: of how many treated persons the registers contradict each other."""

from schemas.counted_persons import CountedPersons


class ContradictionCount(CountedPersons):
    """One row per agreement, data cut, topic, item, grouping, level and category.

    Persons of `cohort.treated_person` by the finding of each rule of `core.contradiction`.
    """
