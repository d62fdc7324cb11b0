"""result.testing_count: how many of the diagnosed have a recorded test of the biomarker."""

from schemas.counted_persons import CountedPersons


class TestingCount(CountedPersons):
    """One row per agreement, data cut, topic, item, grouping, level and category.

    Persons of `cohort.marker_testing` for each criterion on a biomarker, in all, by region of residence and
    by year of diagnosis. An agreement that names no diagnosis has no base to count.
    """
