from tests.support.spec import expect, made


def test_the_diagnosis_codes_decide_which_register_is_asked():
    registers = made(
        "cohort.disease_register",
        {
            "agreement.agreement": """
                agreement_id | is_proposal
                EX001        | false
                EX003        | false
                EX005        | false
                EX006        | true
            """,
            "agreement.criterion": """
                agreement_id | criterion_id | kind
                EX001        | diagnosis    | diagnosis
                EX003        | marker       | biomarker
                EX005        | diagnosis    | diagnosis
                EX006        | diagnosis    | diagnosis
            """,
            "agreement.criterion_value": """
                agreement_id | criterion_id | value
                EX001        | diagnosis    | C910
                EX001        | diagnosis    | D45
                EX003        | marker       | NTRK1
                EX005        | diagnosis    | G12
                EX006        | diagnosis    | C921
            """,
            "core.source": """
                register        | complete_to
                kreftregisteret | 2023-12-31
            """,
        },
    )
    expect(
        registers,
        """
        agreement_id | register        | names_diagnosis | complete_to
        EX001        | kreftregisteret | true            | 2023-12-31
        EX003        | kreftregisteret | false           | 2023-12-31
        EX005        | nornmd          | true            | -
        """,
    )


def test_without_agreements_no_register_is_asked():
    assert made("cohort.disease_register", {}) == []
