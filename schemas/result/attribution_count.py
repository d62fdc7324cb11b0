"""result.attribution_count: how surely treatment is tied to the indication."""

from schemas.counted_persons import CountedPersons


class AttributionCount(CountedPersons):
    """One row per agreement, data cut, topic, item, grouping, level and category.

    The part of `result.person_count` on attribution, of new starters. Item `class` counts how surely the
    disease is known, `attributed_to` what the drug was given for, `primaries` how many counted diseases the
    person has or has had.
    """
