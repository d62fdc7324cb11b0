from tests.support.spec import expect, made

AGREEMENT = """
    agreement_id | start_date
    EX001        | 2023-01-01
"""


def test_death_is_the_event_and_leaving_or_the_end_of_vital_status_censors():
    """Events come before censorings on the same day; who begins after the end of follow-up has no row."""
    survival = made(
        "outcome.overall_survival",
        {
            "agreement.agreement": AGREEMENT,
            "cohort.treated_person": """
                agreement_id | person_id    | starter
                EX001        | died         | new_starter
                EX001        | died_day_0   | new_starter
                EX001        | alive        | new_starter
                EX001        | left         | new_starter
                EX001        | left_then    | new_starter
                EX001        | died_leaving | new_starter
                EX001        | last_day     | new_starter
                EX001        | too_late     | new_starter
                EX001        | unknown      | new_starter
            """,
            "outcome.vital_follow_up": """
                agreement_id | person_id    | index_date | death_date | emigration_date | followed_to_date
                EX001        | died         | 2023-01-01 | 2023-01-31 | -               | 2023-12-31
                EX001        | died_day_0   | 2023-01-01 | 2023-01-01 | -               | 2023-12-31
                EX001        | alive        | 2023-01-01 | -          | -               | 2023-12-31
                EX001        | left         | 2023-01-01 | -          | 2023-03-01      | 2023-12-31
                EX001        | left_then    | 2023-01-01 | 2023-06-01 | 2023-03-01      | 2023-12-31
                EX001        | died_leaving | 2023-01-01 | 2023-03-01 | 2023-03-01      | 2023-12-31
                EX001        | last_day     | 2023-12-31 | -          | -               | 2023-12-31
                EX001        | too_late     | 2024-01-01 | -          | -               | 2023-12-31
                EX001        | unknown      | 2023-01-01 | -          | -               | -
            """,
        },
    )
    expect(
        survival,
        """
        person_id    | entry_days | time_days | is_event | end_reason
        died         | 0          | 30        | true     | death
        died_day_0   | 0          | 0         | true     | death
        alive        | 0          | 364       | false    | complete_to
        left         | 0          | 59        | false    | emigrated
        left_then    | 0          | 59        | false    | emigrated
        died_leaving | 0          | 59        | true     | death
        last_day     | 0          | 0         | false    | complete_to
        """,
    )


def test_earlier_starters_are_at_risk_from_the_start_of_the_agreement_only():
    """No immortal time: the year lived before the agreement is not counted as survived under observation.

    Who died before or on the day observation began was never at risk and has no row.
    """
    survival = made(
        "outcome.overall_survival",
        {
            "agreement.agreement": AGREEMENT,
            "cohort.treated_person": """
                agreement_id | person_id | starter
                EX001        | lived     | earlier_starter
                EX001        | died      | earlier_starter
                EX001        | on_start  | earlier_starter
                EX001        | before    | earlier_starter
            """,
            "outcome.vital_follow_up": """
                agreement_id | person_id | index_date | death_date | followed_to_date
                EX001        | lived     | 2022-01-01 | -          | 2023-12-31
                EX001        | died      | 2022-01-01 | 2023-01-02 | 2023-12-31
                EX001        | on_start  | 2022-01-01 | 2023-01-01 | 2023-12-31
                EX001        | before    | 2022-01-01 | 2022-06-01 | 2023-12-31
            """,
        },
    )
    expect(
        survival,
        """
        person_id | starter         | entry_days | time_days | is_event | end_reason
        lived     | earlier_starter | 365        | 729       | false    | complete_to
        died      | earlier_starter | 365        | 366       | true     | death
        """,
    )
