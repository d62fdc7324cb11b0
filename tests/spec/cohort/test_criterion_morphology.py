from tests.support.spec import expect, made


def test_one_tumour_must_fit_both_diagnosis_and_morphology():
    verdicts = made(
        "cohort.criterion_morphology",
        {
            "cohort.treated_person": """
                agreement_id | person_id
                EX001        | fits
                EX001        | split
                EX001        | uncoded
                EX001        | no_icd
                EX001        | open
                EX001        | nothing
            """,
            "agreement.criterion": """
                agreement_id | criterion_id | kind
                EX001        | precursor_b  | morphology
            """,
            "agreement.criterion_value": """
                agreement_id | criterion_id | value
                EX001        | precursor_b  | 98363
                EX001        | precursor_b  | 98113
            """,
            "cohort.registered_disease": """
                agreement_id | person_id | evidence | is_diagnosis | morphology_code | is_register_closed
                EX001        | fits      | row/1    | true         | 98113           | false
                EX001        | split     | row/2    | true         | 98373           | true
                EX001        | split     | row/3    | false        | 98363           | true
                EX001        | uncoded   | row/4    | true         | -               | true
                EX001        | no_icd    | row/5    | -            | 98363           | true
                EX001        | open      | row/6    | true         | 98373           | false
            """,
        },
    )
    expect(
        verdicts,
        """
        agreement_id | criterion_id | person_id | verdict | evidence
        EX001        | precursor_b  | fits      | met     | row/1
        EX001        | precursor_b  | split     | not_met | row/2
        EX001        | precursor_b  | uncoded   | unknown | -
        EX001        | precursor_b  | no_icd    | unknown | -
        EX001        | precursor_b  | open      | unknown | -
        EX001        | precursor_b  | nothing   | unknown | -
        """,
    )
