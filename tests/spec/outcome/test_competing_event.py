from tests.support.spec import expect, made


def test_the_first_cause_counts_and_the_end_of_follow_up_is_none():
    """C belongs to no group: nothing is counted of it."""
    rows = made(
        "outcome.competing_event",
        {
            "cohort.group_member": """
                agreement_id | cohort      | subgroup | level    | person_id
                EX004        | inside      | all      | all      | A
                EX004        | all_treated | all      | all      | A
                EX004        | all_treated | age      | below_70 | B
            """,
            "outcome.treatment_duration": """
                agreement_id | person_id | variant | time_days | is_event | end_reason
                EX004        | A         | gap_60  | 90        | true     | stopped
                EX004        | A         | gap_90  | 150       | true     | death
                EX004        | B         | gap_60  | 200       | false    | emigrated
                EX004        | C         | gap_60  | 10        | true     | stopped
            """,
            "outcome.time_to_next_treatment": """
                agreement_id | person_id | time_days | is_event | end_reason
                EX004        | A         | 150       | true     | death
                EX004        | B         | 120       | true     | next_line
            """,
        },
    )
    expect(
        rows,
        """
        cohort      | subgroup | level    | measure          | variant  | person_id | time_days | cause
        inside      | all      | all      | end_of_treatment | gap_60   | A         | 90        | stopped
        all_treated | all      | all      | end_of_treatment | gap_60   | A         | 90        | stopped
        inside      | all      | all      | end_of_treatment | gap_90   | A         | 150       | death
        all_treated | all      | all      | end_of_treatment | gap_90   | A         | 150       | death
        all_treated | age      | below_70 | end_of_treatment | gap_60   | B         | 200       | -
        inside      | all      | all      | next_treatment   | new_line | A         | 150       | death
        all_treated | all      | all      | next_treatment   | new_line | A         | 150       | death
        all_treated | age      | below_70 | next_treatment   | new_line | B         | 120       | next_line
        """,
    )
