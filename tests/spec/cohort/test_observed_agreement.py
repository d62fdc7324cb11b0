from tests.support.spec import expect, made


def test_an_agreement_is_observed_where_its_registers_have_delivered():
    rows = made(
        "cohort.observed_agreement",
        given={
            "agreement.agreement": """
                agreement_id | is_proposal | treatment_source
                EX001        | false       | hospital
                EX004        | false       | h_resept
                EX005        | false       | quality_register
                EX006        | true        | h_resept
            """,
            "cohort.disease_register": """
                agreement_id | complete_to
                EX001        | 2025-12-31
                EX004        | -
                EX005        | -
            """,
            "core.source": "register\ninspire",
        },
    )
    expect(
        rows,
        """
        agreement_id | has_treatment | has_disease
        EX001        | true          | true
        EX004        | true          | false
        EX005        | false         | false
        """,
    )
