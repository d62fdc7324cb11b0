"""Checks on comparisons: nothing in sound rows, something in each broken table."""

import pytest

from tests.support.checks import offending

PERSONS = """
    agreement_id | comparator_id | arm        | person_id | index_date | prior_use | standing     | is_counted | is_counted_with_undetermined | is_counted_new_user
    EX004        | older         | treated    | A         | 2023-01-01 | none      | inside       | false      | false                        | false
    EX004        | older         | comparator | A         | 2020-01-01 | none      | inside       | true       | true                         | true
    EX004        | older         | treated    | B         | 2023-01-01 | unknown   | undetermined | false      | true                         | false
    EX004        | older         | comparator | C         | 2019-01-01 | unknown   | inside       | true       | true                         | false
"""
SURVIVAL = """
    agreement_id | comparator_id | arm        | person_id | time_days | is_event
    EX004        | older         | comparator | A         | 366       | true
    EX004        | older         | treated    | B         | 730       | false
"""
LIVES = """
    person_id | death_date | vital_complete_to
    A         | 2021-01-01 | 2025-12-31
    B         | -          | 2025-12-31
"""
COUNTS = """
    agreement_id | comparator_id | arm        | category     | n
    EX004        | older         | treated    | other_group  | 1
    EX004        | older         | treated    | undetermined | 1
    EX004        | older         | comparator | compared     | 2
    EX004        | older         | comparator | outside      | 0
"""
IN_ONE_GROUP = "cohort/comparison_person__counts_in_one_group"
AFTER_THE_DOSE = "outcome/comparison_survival__lived_after_the_first_dose"
ONCE = "result/comparison_count__everybody_once"
TABLES = {
    IN_ONE_GROUP: {"cohort.comparison_person": PERSONS},
    AFTER_THE_DOSE: {
        "cohort.comparison_person": PERSONS, "outcome.comparison_survival": SURVIVAL, "core.person": LIVES,
    },
    ONCE: {"cohort.comparison_person": PERSONS, "result.comparison_count": COUNTS},
}  # fmt: skip
BROKEN = [
    (
        IN_ONE_GROUP,
        "cohort.comparison_person",
        "2023-01-01 | none      | inside       | false ",
        "2023-01-01 | none      | inside       | true ",
    ),
    (IN_ONE_GROUP, "cohort.comparison_person", "2020-01-01 | none   ", "2020-01-01 | unknown"),
    (IN_ONE_GROUP, "cohort.comparison_person", "2019-01-01 | unknown", "2019-01-01 | none   "),
    (
        IN_ONE_GROUP,
        "cohort.comparison_person",
        "| undetermined | false      | true                         | false",
        "| undetermined | false      | true                         | true ",
    ),
    (
        IN_ONE_GROUP,
        "cohort.comparison_person",
        "none      | inside       | true       | true",
        "none      | outside      | true       | true",
    ),
    (
        IN_ONE_GROUP,
        "cohort.comparison_person",
        "| undetermined | false      | true",
        "| undetermined | true       | true",
    ),
    (
        IN_ONE_GROUP,
        "cohort.comparison_person",
        "| undetermined | false      | true",
        "| outside      | false      | true",
    ),
    (AFTER_THE_DOSE, "outcome.comparison_survival", "| 366 ", "| 1200"),
    (AFTER_THE_DOSE, "outcome.comparison_survival", "| 366 ", "| 300"),
    (AFTER_THE_DOSE, "outcome.comparison_survival", "| 730 ", "| 1826"),
    (AFTER_THE_DOSE, "outcome.comparison_survival", "comparator | A ", "treated    | A "),
    (ONCE, "result.comparison_count", "| undetermined | 1", "| undetermined | 0"),
    (ONCE, "result.comparison_count", "| outside      | 0", "| outside      | 1"),
]


@pytest.mark.parametrize("check", TABLES)
def test_sound_tables_pass(check):
    assert offending(check, TABLES[check]) == []


@pytest.mark.parametrize(("check", "table", "old", "new"), BROKEN)
def test_a_broken_table_does_not(check, table, old, new):
    sound = TABLES[check]
    assert sound[table].count(old) == 1
    assert offending(check, sound | {table: sound[table].replace(old, new)})
