from tests.support.spec import expect, made


def test_absence_of_a_report_is_unknown_never_no():
    verdicts = made(
        "cohort.criterion_course_event",
        {
            "cohort.assessed_person": """
                agreement_id | person_id     | judged_at_date 
                EX001        | on_the_day    | 2023-01-01
                EX001        | day_after     | 2023-01-01
                EX001        | other_event   | 2023-01-01
                EX001        | other_tumour  | 2023-01-01
                EX001        | names_none    | 2023-01-01
                EX001        | nothing       | 2023-01-01
            """,
            "agreement.criterion": """
                agreement_id | criterion_id | kind
                EX001        | relapse      | course_event
            """,
            "agreement.criterion_value": """
                agreement_id | criterion_id | value
                EX001        | relapse      | relapse
                EX001        | relapse      | progression
            """,
            "cohort.registered_disease": """
                agreement_id | person_id    | tumour_id | is_diagnosis
                EX001        | on_the_day   | T1        | true
                EX001        | other_tumour | T2        | false
            """,
            "core.course_event": """
                person_id    | tumour_id | event_id | event_type  | event_date
                on_the_day   | T1        | H1       | progression | 2023-01-01
                day_after    | -         | H2       | relapse     | 2023-01-02
                other_event  | -         | H3       | metastasis  | 2022-01-01
                other_tumour | T2        | H4       | relapse     | 2022-01-01
                names_none   | -         | H5       | relapse     | 2022-01-01
            """,
        },
    )
    expect(
        verdicts,
        """
        agreement_id | criterion_id | person_id    | verdict | evidence
        EX001        | relapse      | on_the_day   | met     | kreftregisteret_forlop/H1
        EX001        | relapse      | day_after    | unknown | -
        EX001        | relapse      | other_event  | unknown | -
        EX001        | relapse      | other_tumour | unknown | -
        EX001        | relapse      | names_none   | met     | kreftregisteret_forlop/H5
        EX001        | relapse      | nothing      | unknown | -
        """,
    )
