"""result.stop_reason_count: why treatment ended."""

from schemas.counted_persons import CountedPersons


class StopReasonCount(CountedPersons):
    """One row per agreement, data cut, topic, item, grouping, level and category.

    The part of `result.person_count` on reasons for the end of treatment, of new starters, by the agreement's
    primary rule.
    """
