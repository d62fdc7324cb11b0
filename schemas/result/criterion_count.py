"""result.criterion_count: how new starters stand to each criterion of the indication."""

from schemas.counted_persons import CountedPersons


class CriterionCount(CountedPersons):
    """One row per agreement, data cut, topic, item, grouping, level and category.

    New starters by verdict on each criterion, in all, by hospital and by year of the first dose. Criteria
    on the disease are judged together with those before them: `cohort.criterion_disease`.
    """
