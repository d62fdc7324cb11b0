"""result.exit_count: who was on treatment on the stop date, and who started after it."""

from schemas.counted_persons import CountedPersons


class ExitCount(CountedPersons):
    """One row per agreement, data cut, topic, item, grouping, level and category.

    The part of `result.person_count` on exit, of all treated persons of agreements whose stop date is not
    after the data cut. The hospital is that of the last record on or before the stop date, or of the first
    dose after it.
    """
