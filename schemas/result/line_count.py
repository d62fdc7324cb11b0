"""result.line_count: the line of treatment the drug was given in, and whether it led to a transplantation."""

from schemas.counted_persons import CountedPersons


class LineCount(CountedPersons):
    """One row per agreement, data cut, topic, item, grouping, level and category.

    The part of `result.person_count` on lines of treatment, of new starters. Item `line_of_index` counts the
    line the drug was given in. Where sources do not cover the person since the diagnosis, the recorded lines
    are a lower limit (`at_least_1`, `at_least_2`); from the third on that makes no difference. Item `bridge`
    counts those whose line led to a transplantation; unknown while NPR does not reach so far.
    """
