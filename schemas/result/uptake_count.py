"""result.uptake_count: who could have had the drug in the agreement's period, and who did."""

from schemas.counted_persons import CountedPersons


class UptakeCount(CountedPersons):
    """One row per agreement, data cut, topic, item, grouping, level and category.

    Persons of `cohort.uptake`, those inside the indication and the undetermined apart, in all, by region of
    residence, and by the year in which they are judged.
    """
