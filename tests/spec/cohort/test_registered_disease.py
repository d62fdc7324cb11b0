from tests.support.spec import expect, made

REGISTERS = """
    agreement_id | register        | names_diagnosis | complete_to
    EX001        | kreftregisteret | true            | 2023-01-01
    EX003        | kreftregisteret | false           | 2023-01-01
    EX005        | nornmd          | true            | 2023-01-01
    EX007        | nornmd          | true            | -
"""


def test_diseases_known_by_thirty_days_after_the_person_is_judged():
    diseases = made(
        "cohort.registered_disease",
        {
            "cohort.assessed_person": """
                agreement_id | person_id | judged_at_date | evidence_until_date
                EX001        | A         | 2023-01-01     | 2023-01-31
                EX003        | A         | 2023-01-01     | 2023-01-31
                EX001        | nobody    | 2023-01-01     | 2023-01-31
            """,
            "cohort.disease_register": REGISTERS,
            "cohort.agreement_disease": """
                agreement_id | evidence
                EX001        | row/1
                EX001        | row/2
            """,
            "cohort.disease": """
                register        | person_id | evidence | diagnosis_date | icd10_code
                kreftregisteret | A         | row/1    | 2023-01-31     | C910
                kreftregisteret | A         | row/2    | 2023-02-01     | C910
                kreftregisteret | A         | row/3    | 2020-01-01     | C509
                kreftregisteret | A         | row/4    | 2020-01-01     | -
            """,
        },
    )
    expect(
        diseases,
        """
        agreement_id | person_id | evidence | is_diagnosis | is_register_closed
        EX001        | A         | row/1    | true         | true
        EX001        | A         | row/3    | false        | true
        EX001        | A         | row/4    | -            | true
        EX003        | A         | row/1    | true         | true
        EX003        | A         | row/3    | true         | true
        EX003        | A         | row/4    | true         | true
        """,
    )


def test_only_the_register_that_the_agreement_asks():
    """A cancer says nothing of a muscle disease; the day after the complete-to date a register is open, and
    one that declares no date is never closed."""
    diseases = made(
        "cohort.registered_disease",
        {
            "cohort.assessed_person": """
                agreement_id | person_id | judged_at_date | evidence_until_date
                EX005        | A         | 2023-01-02     | 2023-02-01
                EX005        | B         | 2023-01-01     | 2023-01-31
                EX007        | B         | 2023-01-01     | 2023-01-31
                EX001        | B         | 2023-01-01     | 2023-01-31
            """,
            "cohort.disease_register": REGISTERS,
            "cohort.agreement_disease": """
                agreement_id | evidence
                EX005        | row/2
            """,
            "cohort.disease": """
                register        | person_id | evidence | diagnosis_date | icd10_code
                kreftregisteret | A         | row/1    | 2020-01-01     | C509
                nornmd          | A         | row/2    | 2021-05-01     | G121
                nornmd          | B         | row/3    | 2019-05-01     | G710
            """,
        },
    )
    expect(
        diseases,
        """
        agreement_id | person_id | evidence | is_diagnosis | is_register_closed
        EX005        | A         | row/2    | true         | false
        EX005        | B         | row/3    | false        | true
        EX007        | B         | row/3    | false        | false
        """,
    )
