from tests.support.spec import expect, made

CRITERIA = """
    agreement_id | criterion_id | kind
    EX001        | diagnosis    | diagnosis
    EX003        | biomarker    | biomarker
    EX005        | diagnosis    | diagnosis
"""
VALUES = """
    agreement_id | criterion_id | value
    EX001        | diagnosis    | C910
    EX001        | diagnosis    | C835
    EX003        | biomarker    | NTRK1
    EX005        | diagnosis    | G12
"""


def test_diseases_known_by_thirty_days_after_the_first_dose():
    diseases = made(
        "cohort.registered_disease",
        {
            "cohort.treated_person": """
                agreement_id | person_id | first_dose_date | evidence_until_date
                EX001        | A         | 2023-01-01      | 2023-01-31
                EX003        | A         | 2023-01-01      | 2023-01-31
            """,
            "agreement.criterion": CRITERIA,
            "agreement.criterion_value": VALUES,
            "core.source": """
                register        | complete_to
                kreftregisteret | 2023-01-01
            """,
            "core.tumour": """
                person_id | tumour_id | diagnosis_date | icd10_code | spread
                A         | T1        | 2023-01-31     | C910       | unknown
                A         | T2        | 2023-02-01     | C910       | unknown
                A         | T3        | 2020-01-01     | C509       | localised
                A         | T4        | 2020-01-01     | -          | unknown
            """,
        },
    )
    expect(
        diseases,
        """
        agreement_id | person_id | evidence                    | is_diagnosis | is_register_closed
        EX001        | A         | kreftregisteret_tilfelle/T1 | true         | true
        EX001        | A         | kreftregisteret_tilfelle/T3 | false        | true
        EX001        | A         | kreftregisteret_tilfelle/T4 | -            | true
        EX003        | A         | kreftregisteret_tilfelle/T1 | true         | true
        EX003        | A         | kreftregisteret_tilfelle/T3 | true         | true
        EX003        | A         | kreftregisteret_tilfelle/T4 | true         | true
        """,
    )


def test_a_rare_disease_is_asked_of_its_own_register():
    """A cancer says nothing of a muscle disease; the day after the complete-to date a register is open."""
    diseases = made(
        "cohort.registered_disease",
        {
            "cohort.treated_person": """
                agreement_id | person_id | first_dose_date | evidence_until_date
                EX005        | A         | 2023-01-02      | 2023-02-01
                EX005        | B         | 2023-01-01      | 2023-01-31
                EX001        | B         | 2023-01-01      | 2023-01-31
            """,
            "agreement.criterion": CRITERIA,
            "agreement.criterion_value": VALUES,
            "core.source": """
                register        | complete_to
                nornmd          | 2023-01-01
            """,
            "core.tumour": """
                person_id | tumour_id | diagnosis_date | icd10_code
                A         | T1        | 2020-01-01     | C509
            """,
            "core.rare_disease_registration": """
                person_id | diagnosis_date | inclusion_date | icd10_code
                A         | -              | 2021-05-01     | G121
                B         | 2019-05-01     | 2021-05-01     | G710
            """,
        },
    )
    expect(
        diseases,
        """
        agreement_id | evidence         | tumour_id | diagnosis_date | is_diagnosis | is_register_closed
        EX005        | nornmd_pasient/A | -         | 2021-05-01     | true         | false
        EX005        | nornmd_pasient/B | -         | 2019-05-01     | false        | true
        """,
    )
