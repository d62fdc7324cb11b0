from tests.support.spec import expect, made


def test_time_since_the_last_recorded_relapse_of_the_disease():
    """A relapse may go unreported: that the last one known lies too far back is not a no."""
    verdicts = made(
        "cohort.criterion_time_since",
        {
            "cohort.assessed_person": """
                agreement_id | person_id     | judged_at_date
                EX001        | days_30       | 2023-01-31
                EX001        | days_29       | 2023-01-31
                EX001        | days_90       | 2023-01-31
                EX001        | days_89       | 2023-01-31
                EX001        | later_only    | 2023-01-31
                EX001        | last_counts   | 2023-01-31
                EX001        | other_tumour  | 2023-01-31
                EX001        | other_event   | 2023-01-31
                EX001        | nothing       | 2023-01-31
            """,
            "agreement.criterion": """
                agreement_id | criterion_id | kind       | subject   | minimum | maximum
                EX001        | relapse      | time_since | relapse   | 30      | 90
                EX001        | diagnosis    | time_since | diagnosis | 30      | 90
            """,
            "cohort.registered_disease": """
                agreement_id | person_id    | tumour_id | is_diagnosis
                EX001        | days_30      | T1        | true
                EX001        | other_tumour | T2        | false
            """,
            "core.course_event": """
                person_id    | tumour_id | event_id | event_type  | event_date
                days_30      | T1        | H1       | relapse     | 2023-01-01
                days_29      | -         | H2       | relapse     | 2023-01-02
                days_90      | -         | H3       | relapse     | 2022-11-02
                days_89      | -         | H4       | relapse     | 2022-11-03
                later_only   | -         | H5       | relapse     | 2023-02-01
                last_counts  | -         | H6       | relapse     | 2022-12-31
                last_counts  | -         | H8       | relapse     | 2023-01-01
                last_counts  | -         | H7       | relapse     | 2023-01-01
                other_tumour | T2        | H9       | relapse     | 2023-01-01
                other_event  | -         | H10      | progression | 2023-01-01
            """,
        },
    )
    expect(
        verdicts,
        """
        criterion_id | person_id    | verdict | evidence
        relapse      | days_30      | met     | kreftregisteret_forlop/H1
        relapse      | days_29      | not_met | kreftregisteret_forlop/H2
        relapse      | days_90      | unknown | -
        relapse      | days_89      | met     | kreftregisteret_forlop/H4
        relapse      | later_only   | unknown | -
        relapse      | last_counts  | met     | kreftregisteret_forlop/H7
        relapse      | other_tumour | unknown | -
        relapse      | other_event  | unknown | -
        relapse      | nothing      | unknown | -
        """,
    )


def test_an_open_limit():
    given = {
        "cohort.assessed_person": "agreement_id | person_id | judged_at_date\nEX001 | A | 2023-01-31",
        "agreement.criterion": """
            agreement_id | criterion_id | kind       | subject | minimum | maximum
            EX001        | long_ago     | time_since | relapse | 10      | -
            EX001        | just_now     | time_since | relapse | -       | 10
        """,
        "core.course_event": """
            person_id | event_id | event_type | event_date
            A         | H1       | relapse    | 2023-01-31
        """,
    }
    expect(
        made("cohort.criterion_time_since", given),
        "criterion_id | verdict\nlong_ago | not_met\njust_now | met",
    )


def test_what_is_another_disease_under_one_agreement_may_be_the_disease_of_another():
    verdicts = made(
        "cohort.criterion_time_since",
        {
            "cohort.assessed_person": """
                agreement_id | person_id | judged_at_date
                EX001        | A         | 2023-01-31
                EX002        | A         | 2023-01-31
            """,
            "agreement.criterion": """
                agreement_id | criterion_id | kind       | subject | minimum
                EX001        | relapse      | time_since | relapse | 0
                EX002        | relapse      | time_since | relapse | 0
            """,
            "cohort.registered_disease": """
                agreement_id | person_id | tumour_id | is_diagnosis
                EX001        | A         | T1        | true
                EX002        | A         | T1        | false
            """,
            "core.course_event": """
                person_id | tumour_id | event_id | event_type | event_date
                A         | T1        | H1       | relapse    | 2023-01-01
            """,
        },
    )
    expect(verdicts, "agreement_id | verdict\nEX001 | met\nEX002 | unknown")
