from tests.support.spec import expect, made


def test_an_agreement_is_observed_where_its_registers_have_delivered():
    rows = made(
        "cohort.observed_agreement",
        given={
            "agreement.agreement": """
                agreement_id | is_proposal | treatment_source | treatment_register
                EX001        | false       | hospital         | inspire
                EX004        | false       | h_resept         | inspire
                EX005        | false       | quality_register | nornmd
                EX006        | true        | h_resept         | inspire
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
