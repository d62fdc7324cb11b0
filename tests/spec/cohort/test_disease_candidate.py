from tests.support.spec import expect, made

AGREEMENT = """
    agreement_id | attribution_before_days | attribution_after_days
    EX003        | 1826                    | 30
    EX004        | 1826                    | 30
    EX005        | 36525                   | 30
"""
REGISTER = """
    agreement_id | register        | names_diagnosis
    EX003        | kreftregisteret | false
    EX004        | kreftregisteret | true
    EX005        | nornmd          | true
"""


def test_the_window_is_counted_from_the_first_dose_in_both_directions():
    """First dose 2023-01-01: 1826 days before is 2018-01-01, 30 days after is the 31st of January."""
    candidates = made(
        "cohort.disease_candidate",
        {
            "agreement.agreement": AGREEMENT,
            "cohort.disease_register": REGISTER,
            "cohort.treated_person": "agreement_id | person_id | first_dose_date\nEX004 | A | 2023-01-01",
            "cohort.disease": """
                register        | person_id | evidence | diagnosis_date | icd10_code
                kreftregisteret | A         | 1        | 2017-12-31     | C341
                kreftregisteret | A         | 2        | 2018-01-01     | C341
                kreftregisteret | A         | 3        | 2023-01-31     | C509
                kreftregisteret | A         | 4        | 2023-02-01     | C341
                kreftregisteret | B         | 5        | 2022-01-01     | C341
                nornmd          | A         | 6        | 2022-01-01     | G121
            """,
            "cohort.agreement_disease": """
                agreement_id | evidence
                EX004        | 1
                EX004        | 2
                EX004        | 4
            """,
        },
    )
    expect(
        candidates,
        """
        evidence | icd10_code | is_of_indication | is_in_window
        1        | C341       | true             | false
        2        | C341       | true             | true
        3        | C509       | false            | true
        """,
    )


def test_what_is_not_malignant_counts_only_if_the_agreement_names_it():
    """Behaviour 0, 1 and 2, in situ and benign codes without a morphology, and skin cancer are weak candidates."""
    candidates = made(
        "cohort.disease_candidate",
        {
            "agreement.agreement": AGREEMENT,
            "cohort.disease_register": REGISTER,
            "cohort.treated_person": """
                agreement_id | person_id | first_dose_date
                EX003        | A         | 2023-01-01
                EX004        | A         | 2023-01-01
            """,
            "cohort.disease": """
                register        | person_id | evidence         | diagnosis_date | icd10_code | behaviour_code
                kreftregisteret | A         | malignant        | 2022-01-01     | C509       | 3
                kreftregisteret | A         | metastatic       | 2022-01-01     | C509       | 6
                kreftregisteret | A         | not_told         | 2022-01-01     | C509       | 9
                kreftregisteret | A         | missing          | 2022-01-01     | C509       | -
                kreftregisteret | A         | code_missing     | 2022-01-01     | -          | -
                kreftregisteret | A         | benign           | 2022-01-01     | D329       | 0
                kreftregisteret | A         | borderline       | 2022-01-01     | D471       | 1
                kreftregisteret | A         | in_situ          | 2022-01-01     | D059       | 2
                kreftregisteret | A         | in_situ_by_code  | 2022-01-01     | D059       | -
                kreftregisteret | A         | blood            | 2022-01-01     | D469       | -
                kreftregisteret | A         | skin             | 2022-01-01     | C443       | 3
                kreftregisteret | A         | skin_of_the_plan | 2022-01-01     | C444       | 3
                kreftregisteret | A         | named_in_situ    | 2022-01-01     | D022       | 2
            """,
            "cohort.agreement_disease": """
                agreement_id | evidence
                EX004        | skin_of_the_plan
                EX004        | named_in_situ
            """,
        },
    )
    expect(
        candidates,
        """
        agreement_id | evidence         | is_of_indication
        EX003        | malignant        | true
        EX003        | metastatic       | true
        EX003        | not_told         | true
        EX003        | missing          | true
        EX003        | code_missing     | true
        EX003        | blood            | true
        EX004        | malignant        | false
        EX004        | metastatic       | false
        EX004        | not_told         | false
        EX004        | missing          | false
        EX004        | code_missing     | -
        EX004        | blood            | false
        EX004        | skin_of_the_plan | true
        EX004        | named_in_situ    | true
        """,
    )


def test_a_drug_of_the_quality_register_is_tied_to_its_diseases_only():
    candidates = made(
        "cohort.disease_candidate",
        {
            "agreement.agreement": AGREEMENT,
            "cohort.disease_register": REGISTER,
            "cohort.treated_person": "agreement_id | person_id | first_dose_date\nEX005 | A | 2023-06-01",
            "cohort.disease": """
                register        | person_id | evidence | diagnosis_date | icd10_code
                nornmd          | A         | 1        | 1999-01-01     | G121
                kreftregisteret | A         | 2        | 2022-01-01     | C509
            """,
            "cohort.agreement_disease": "agreement_id | evidence\nEX005 | 1",
        },
    )
    expect(candidates, "evidence | is_of_indication | is_in_window\n1 | true | true")
