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
                agreement_id | person_id | starter     | entry_days | time_days | is_event | end_reason
                EX004        | A         | new_starter | 0          | 400       | true     | death
                EX004        | B         | new_starter | 0          | 900       | false    | emigrated
                EX004        | C         | new_starter | 0          | 100       | true     | death
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
        all_treated | all      | all      | overall_survival       | kaplan_meier | B         | 0          | 900       | false    | emigrated
        all_treated | age      | below_70 | overall_survival       | kaplan_meier | B         | 0          | 900       | false    | emigrated
        inside      | all      | all      | treatment_duration     | gap_60       | A         | 0          | 90        | true     | stopped
        all_treated | all      | all      | treatment_duration     | gap_60       | A         | 0          | 90        | true     | stopped
        inside      | all      | all      | treatment_duration     | gap_90       | A         | 0          | 150       | true     | next_line
        all_treated | all      | all      | treatment_duration     | gap_90       | A         | 0          | 150       | true     | next_line
        all_treated | all      | all      | time_to_next_treatment | new_line     | B         | 0          | 200       | true     | next_line
        all_treated | age      | below_70 | time_to_next_treatment | new_line     | B         | 0          | 200       | true     | next_line
        """,
    )


def test_earlier_starters_are_told_from_a_year_after_their_first_dose():
    """Whoever began long before the agreement had to live until it: they are at risk from the later of the two days."""
    rows = made(
        "outcome.time_to_event",
        given={
            "cohort.group_member": "agreement_id | cohort | subgroup | level | person_id\n"
            + "\n".join(f"EX004 | earlier_starter | all | all | {person}" for person in "ABC"),
            "outcome.overall_survival": """
                agreement_id | person_id | starter         | entry_days | time_days | is_event | end_reason
                EX004        | A         | earlier_starter | 30         | 500       | true     | death
                EX004        | B         | earlier_starter | 700        | 900       | false    | complete_to
                EX004        | C         | earlier_starter | 30         | 365       | true     | death
            """,
        },
    )
    expect(
        rows,
        """
        variant      | person_id | entry_days | time_days | is_event
        landmark_365 | A         | 365        | 500       | true
        landmark_365 | B         | 700        | 900       | false
        """,
    )
