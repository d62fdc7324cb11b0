from tests.support.spec import expect, made


def test_a_person_is_counted_in_every_cohort_and_under_every_rule():
    rows = made(
        "outcome.time_to_event",
        given={
            "cohort.membership": """
                agreement_id | cohort      | person_id | index_date
                EX004        | inside      | A         | 2023-01-01
                EX004        | all_treated | A         | 2023-01-01
                EX004        | all_treated | B         | 2023-01-01
            """,
            "outcome.overall_survival": """
                agreement_id | person_id | time_days | is_event
                EX004        | A         | 400       | true
                EX004        | B         | 900       | false
                EX004        | C         | 100       | true
            """,
            "outcome.treatment_duration": """
                agreement_id | person_id | variant | time_days | is_event
                EX004        | A         | gap_60  | 90        | true
                EX004        | A         | gap_90  | 150       | true
            """,
        },
    )
    expect(
        rows,
        """
        agreement_id | cohort      | measure            | variant      | person_id | time_days | is_event
        EX004        | inside      | overall_survival   | kaplan_meier | A         | 400       | true
        EX004        | all_treated | overall_survival   | kaplan_meier | A         | 400       | true
        EX004        | all_treated | overall_survival   | kaplan_meier | B         | 900       | false
        EX004        | inside      | treatment_duration | gap_60       | A         | 90        | true
        EX004        | all_treated | treatment_duration | gap_60       | A         | 90        | true
        EX004        | inside      | treatment_duration | gap_90       | A         | 150       | true
        EX004        | all_treated | treatment_duration | gap_90       | A         | 150       | true
        """,
    )
