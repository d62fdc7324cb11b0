from tests.support.spec import expect, made


def test_groups_are_nested_and_hold_new_starters_only():
    members = made(
        "cohort.membership",
        {
            "cohort.treated_person": """
                agreement_id | person_id | starter         | index_date
                EX001        | A         | new_starter     | 2023-01-01
                EX001        | B         | new_starter     | 2023-01-02
                EX001        | C         | new_starter     | 2023-01-03
                EX001        | D         | earlier_starter | 2021-01-01
            """,
            "cohort.eligibility": """
                agreement_id | person_id | verdict
                EX001        | A         | inside
                EX001        | B         | undetermined
                EX001        | C         | outside
                EX001        | D         | inside
            """,
        },
    )
    expect(
        members,
        """
        agreement_id | cohort                 | person_id | index_date
        EX001        | inside                 | A         | 2023-01-01
        EX001        | inside_or_undetermined | A         | 2023-01-01
        EX001        | inside_or_undetermined | B         | 2023-01-02
        EX001        | all_treated            | A         | 2023-01-01
        EX001        | all_treated            | B         | 2023-01-02
        EX001        | all_treated            | C         | 2023-01-03
        """,
    )
