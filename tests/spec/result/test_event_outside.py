from tests.support.spec import expect, made


def test_events_that_the_time_to_a_next_treatment_does_not_see_are_counted():
    """A dies without a next line, B after one, C when next lines are no longer known, D before it is followed.

    E has changed, but dies on the day of the change; F dies on treatment, whose end is put before that day.
    """
    found = made(
        "result.event_outside",
        {
            "cohort.group_member": "agreement_id | cohort | subgroup | level | person_id\n"
            + "\n".join(f"EX004 | inside | all | all | {person}" for person in "ABCDEF")
            + "\nEX004 | all_treated | all | all | G\nEX004 | inside | age | below_70 | C",
            "outcome.overall_survival": """
                agreement_id | person_id | starter         | time_days | is_event
                EX004        | A         | new_starter     | 90        | true
                EX004        | B         | new_starter     | 90        | true
                EX004        | C         | new_starter     | 90        | true
                EX004        | D         | new_starter     | 3         | true
                EX004        | E         | new_starter     | 40        | true
                EX004        | F         | new_starter     | 70        | true
                EX004        | G         | new_starter     | 70        | true
                EX004        | A         | earlier_starter | 90        | true
            """,
            "outcome.treatment_duration": """
                agreement_id | person_id | variant   | time_days | is_event | end_reason
                EX004        | A         | gap_90    | 60        | true     | stopped
                EX004        | B         | gap_90    | 30        | true     | next_line
                EX004        | C         | gap_90    | 70        | false    | complete_to
                EX004        | E         | gap_90    | 40        | true     | death
                EX004        | F         | gap_90    | 70        | true     | death
                EX004        | F         | last_dose | 60        | true     | death
            """,
            "outcome.time_to_next_treatment": """
                agreement_id | person_id | time_days | is_event | end_reason
                EX004        | A         | 90        | true     | death
                EX004        | B         | 30        | true     | next_line
                EX004        | C         | 70        | false    | complete_to
                EX004        | E         | 40        | true     | next_line
                EX004        | F         | 70        | true     | death
            """,
        },
    )
    expect(
        found,
        """
        measure            | variant      | cause     | n_events | n_outside
        overall_survival   | kaplan_meier | death     | 6        | 2
        treatment_duration | gap_90       | death     | 2        | 1
        treatment_duration | gap_90       | next_line | 1        | 0
        treatment_duration | last_dose    | death     | 1        | 1
        """,
    )
