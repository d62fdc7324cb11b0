from tests.support.spec import expect, made


def test_those_for_whom_two_rules_differ_are_counted():
    """A: the same under both. B: ends later, at the same cost. C: another cost. D: judged by one rule only.

    E differs beyond the horizon of cost alone; F is censored on different days, which cuts the cost short.
    """
    found = made(
        "result.rule_difference",
        {
            "agreement.agreement": "agreement_id | is_proposal | cost_horizon_days\nEX004 | false | 365",
            "cohort.group_member": "agreement_id | cohort | subgroup | level | person_id\n"
            + "\n".join(f"EX004 | inside | all | all | {person}" for person in "ABCDEF")
            + "\nEX004 | inside | age | below_70 | B\nEX004 | all_treated | all | all | A",
            "outcome.treatment_duration": """
                agreement_id | person_id | variant | time_days | is_event | end_reason
                EX004        | A         | gap_60  | 90        | true     | stopped
                EX004        | A         | gap_90  | 90        | true     | stopped
                EX004        | B         | gap_60  | 90        | true     | stopped
                EX004        | B         | gap_90  | 91        | true     | stopped
                EX004        | C         | gap_60  | 90        | true     | stopped
                EX004        | C         | gap_90  | 190       | true     | stopped
                EX004        | D         | gap_60  | 10        | false    | complete_to
                EX004        | E         | gap_60  | 400       | false    | complete_to
                EX004        | E         | gap_90  | 370       | false    | complete_to
                EX004        | F         | gap_60  | 80        | false    | complete_to
                EX004        | F         | gap_90  | 50        | false    | complete_to
            """,
            "outcome.treatment_record": """
                agreement_id | person_id | variant | exposure_id | days_from_index | drug_cost_nok
                EX004        | B         | gap_60  | B1          | 0               | 10
                EX004        | B         | gap_90  | B1          | 0               | 10
                EX004        | C         | gap_60  | C1          | 0               | 10
                EX004        | C         | gap_90  | C1          | 0               | 10
                EX004        | C         | gap_90  | C2          | 100             | 10
                EX004        | E         | gap_60  | E1          | 380             | 10
            """,
        },
    )
    expect(
        found,
        """
        cohort      | variant | other_variant | n_other_end | n_other_cost
        inside      | gap_60  | gap_90        | 5           | 3
        all_treated | gap_60  | gap_90        | 0           | 0
        """,
    )
