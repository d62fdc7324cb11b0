from tests.support.spec import expect, made


def test_costs_are_complete_after_death_or_a_whole_horizon():
    """Drug records are complete to the first of January 2024, day 365; hospital episodes half a year less."""
    follow_up = made(
        "outcome.cost_follow_up",
        {
            "agreement.agreement": """
                agreement_id | cost_horizon_days
                EX001        | 365
            """,
            "outcome.source_follow_up": """
                agreement_id | record_kind | followed_to_date
                EX001        | drug        | 2024-01-01
                EX001        | hospital    | 2023-06-30
            """,
            "outcome.vital_follow_up": """
                agreement_id | person_id | index_date | death_date | emigration_date | followed_to_date
                EX001        | alive     | 2023-01-01 | -          | -               | 2024-05-31
                EX001        | died      | 2023-01-01 | 2023-12-31 | -               | 2024-05-31
                EX001        | left      | 2023-01-01 | 2023-07-01 | 2023-02-01      | 2024-05-31
                EX001        | vital_end | 2023-01-01 | -          | -               | 2023-01-31
                EX001        | late      | 2023-12-01 | 2023-12-11 | -               | 2024-05-31
                EX001        | last_day  | 2023-12-01 | 2024-01-01 | -               | 2024-05-31
                EX001        | unknown   | 2023-01-01 | -          | -               | -
            """,
        },
    )
    expect(
        follow_up,
        """
        person_id | cost_source | follow_up_days | is_complete | end_reason
        alive     | drug        | 365            | true        | complete_to
        alive     | hospital    | 180            | false       | complete_to
        died      | drug        | 364            | true        | death
        died      | hospital    | 180            | false       | complete_to
        left      | drug        | 31             | false       | emigrated
        left      | hospital    | 31             | false       | emigrated
        vital_end | drug        | 30             | false       | complete_to
        vital_end | hospital    | 30             | false       | complete_to
        late      | drug        | 10             | true        | death
        last_day  | drug        | 31             | true        | death
        """,
    )
