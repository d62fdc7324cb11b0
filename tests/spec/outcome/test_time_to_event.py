from tests.support.spec import expect, made


def test_a_person_is_counted_in_every_cohort_and_under_every_rule():
    rows = made(
        "outcome.time_to_event",
        given={
            "cohort.group_member": """
                agreement_id | cohort      | subgroup | level    | person_id
                EX004        | inside      | all      | all      | A
                EX004        | all_treated | all      | all      | A
                EX004        | all_treated | all      | all      | B
                EX004        | all_treated | age      | below_70 | B
            """,
            "outcome.overall_survival": """
                agreement_id | person_id | entry_days | time_days | is_event | end_reason
                EX004        | A         | 0          | 400       | true     | death
                EX004        | B         | 30         | 900       | false    | emigrated
                EX004        | C         | 0          | 100       | true     | death
            """,
            "outcome.treatment_duration": """
                agreement_id | person_id | variant | time_days | is_event | end_reason
                EX004        | A         | gap_60  | 90        | true     | stopped
                EX004        | A         | gap_90  | 150       | true     | next_line
            """,
            "outcome.time_to_next_treatment": """
                agreement_id | person_id | time_days | is_event | end_reason
                EX004        | B         | 200       | true     | next_line
            """,
        },
    )
    expect(
        rows,
        """
        cohort      | subgroup | level    | measure                | variant      | person_id | entry_days | time_days | is_event | end_reason
        inside      | all      | all      | overall_survival       | kaplan_meier | A         | 0          | 400       | true     | death
        all_treated | all      | all      | overall_survival       | kaplan_meier | A         | 0          | 400       | true     | death
        all_treated | all      | all      | overall_survival       | kaplan_meier | B         | 30         | 900       | false    | emigrated
        all_treated | age      | below_70 | overall_survival       | kaplan_meier | B         | 30         | 900       | false    | emigrated
        inside      | all      | all      | treatment_duration     | gap_60       | A         | 0          | 90        | true     | stopped
        all_treated | all      | all      | treatment_duration     | gap_60       | A         | 0          | 90        | true     | stopped
        inside      | all      | all      | treatment_duration     | gap_90       | A         | 0          | 150       | true     | next_line
        all_treated | all      | all      | treatment_duration     | gap_90       | A         | 0          | 150       | true     | next_line
        all_treated | all      | all      | time_to_next_treatment | new_line     | B         | 0          | 200       | true     | next_line
        all_treated | age      | below_70 | time_to_next_treatment | new_line     | B         | 0          | 200       | true     | next_line
        """,
    )
