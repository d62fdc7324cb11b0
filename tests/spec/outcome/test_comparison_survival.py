"""outcome.comparison_survival: how long both groups lived, by the definition of overall survival."""

from tests.support.spec import expect, made

GIVEN = {
    "agreement.agreement": "agreement_id | is_proposal | start_date\nEX004 | false | 2022-01-01",
    "agreement.comparator_cohort": "agreement_id | comparator_id | first_date\nEX004 | older | 2019-01-01",
    "cohort.comparison_person": """
        agreement_id | comparator_id | arm        | person_id | index_date | standing | is_counted | is_counted_with_undetermined
        EX004        | older         | treated    | A         | 2023-01-01 | inside   | true       | true
        EX004        | older         | treated    | B         | 2023-02-01 | inside   | false      | false
        EX004        | older         | comparator | B         | 2020-02-01 | inside   | true       | true
        EX004        | older         | comparator | C         | 2021-12-31 | inside   | false      | true
        EX004        | older         | comparator | D         | 2021-12-31 | outside  | false      | false
    """,
    "core.person": """
        person_id | death_date | emigration_date | vital_complete_to
        A         | -          | -               | 2025-12-31
        B         | 2024-02-01 | -               | 2025-12-31
        C         | -          | 2022-01-10      | 2025-12-31
        D         | 2024-02-01 | -               | 2025-12-31
    """,
    "outcome.overall_survival": """
        agreement_id | person_id | entry_days | time_days | is_event | end_reason
        EX004        | A         | 0          | 1095      | false    | complete_to
        EX004        | B         | 0          | 365       | true     | death
    """,
}


def test_time_runs_from_the_first_dose_of_the_group_the_person_counts_in():
    """Immortal-time trap: B changed drug in 2023 and is followed from 2020, in the group that came first."""
    expect(
        made("outcome.comparison_survival", GIVEN),
        """
        agreement_id | comparator_id | arm        | person_id | time_days | is_event | end_reason
        EX004        | older         | treated    | A         | 1095      | false    | complete_to
        EX004        | older         | comparator | B         | 1461      | true     | death
        EX004        | older         | comparator | C         | 10        | false    | emigrated
        """,
    )


def test_without_a_cohort_to_compare_with_nobody_is_compared():
    assert made("outcome.comparison_survival", {}) == []
