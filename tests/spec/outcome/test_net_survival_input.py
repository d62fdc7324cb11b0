from tests.support.spec import expect, made


def test_new_starters_with_the_sex_and_age_that_a_life_table_is_asked_with():
    rows = made(
        "outcome.net_survival_input",
        {
            "cohort.treated_person": """
                agreement_id | person_id | index_date | age_years | sex     | starter
                EX004        | known     | 2023-01-01 | 64.5      | female  | new_starter
                EX004        | no_sex    | 2023-02-01 | 70        | unknown | new_starter
                EX004        | no_age    | 2023-03-01 | -         | male    | new_starter
                EX004        | earlier   | 2021-03-01 | 60        | male    | earlier_starter
                EX004        | unseen    | 2023-03-01 | 60        | male    | new_starter
            """,
            "outcome.overall_survival": """
                agreement_id | person_id | starter         | time_days | is_event
                EX004        | known     | new_starter     | 100       | true
                EX004        | no_sex    | new_starter     | 200       | false
                EX004        | no_age    | new_starter     | 300       | false
                EX004        | earlier   | earlier_starter | 900       | true
            """,
        },
    )
    expect(
        rows,
        """
        agreement_id | person_id | sex    | age_years | index_date | time_days | is_event
        EX004        | known     | female | 64.5      | 2023-01-01 | 100       | true
        EX004        | no_sex    | -      | 70        | 2023-02-01 | 200       | false
        EX004        | no_age    | male   | -         | 2023-03-01 | 300       | false
        """,
    )
