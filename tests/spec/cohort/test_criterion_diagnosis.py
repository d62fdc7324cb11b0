from tests.support.spec import expect, made


def test_not_met_needs_a_closed_register_with_another_coded_disease():
    """Nothing registered is unknown: a treated person without a case shows a gap, not another disease."""
    verdicts = made(
        "cohort.criterion_diagnosis",
        {
            "cohort.treated_person": """
                agreement_id | person_id
                EX001        | fits
                EX001        | other
                EX001        | open
                EX001        | nothing
                EX001        | uncoded
            """,
            "agreement.criterion": """
                agreement_id | criterion_id | kind
                EX001        | leukaemia    | diagnosis
                EX001        | age          | age
            """,
            "cohort.registered_disease": """
                agreement_id | person_id | evidence | is_diagnosis | is_register_closed
                EX001        | fits      | row/1    | false        | false
                EX001        | fits      | row/2    | true         | false
                EX001        | other     | row/3    | false        | true
                EX001        | open      | row/4    | false        | false
                EX001        | uncoded   | row/5    | false        | true
                EX001        | uncoded   | row/6    | -            | true
                EX002        | nothing   | row/7    | true         | true
            """,
        },
    )
    expect(
        verdicts,
        """
        agreement_id | criterion_id | person_id | verdict | evidence
        EX001        | leukaemia    | fits      | met     | row/2
        EX001        | leukaemia    | other     | not_met | row/3
        EX001        | leukaemia    | open      | unknown | -
        EX001        | leukaemia    | nothing   | unknown | -
        EX001        | leukaemia    | uncoded   | unknown | -
        """,
    )
