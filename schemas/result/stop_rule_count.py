"""result.stop_rule_count: how often the rules for stopping treatment were followed."""

from schemas.counted_persons import CountedPersons


class StopRuleCount(CountedPersons):
    """One row per agreement, data cut, topic, item, grouping, level and category.

    The part of `result.person_count` on stop rules, of new starters; the item is the rule.
    """
