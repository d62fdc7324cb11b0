"""result.context_count: how many were treated within a trial."""

from schemas.counted_persons import CountedPersons


class ContextCount(CountedPersons):
    """One row per agreement, data cut, topic, item, grouping, level and category.

    The part of `result.person_count` on the context of treatment, of new starters. Compassionate use has no
    code in any register and is not counted apart.
    """
