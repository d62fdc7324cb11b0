from tests.support.spec import expect, made

AGREEMENTS = """
    agreement_id | is_proposal | treatment_source | administration_covers_days
    EX001        | false       | hospital         | 4
    EX003        | false       | h_resept         | -
    EX006        | true        | hospital         | 4
"""
SUBSTANCES = """
    agreement_id | atc_code
    EX001        | L01FX07
    EX003        | L01EX12
    EX006        | L01FX07
"""


def test_only_the_agreements_substance_and_source_up_to_the_cut():
    exposures = made(
        "cohort.agreement_exposure",
        {
            "agreement.agreement": AGREEMENTS,
            "agreement.substance": SUBSTANCES,
            "core.drug_exposure": """
                person_id | exposure_id       | source           | atc_code | exposure_date | supply_days
                A         | hospital/1        | hospital         | L01FX07  | 2023-01-01    | -
                A         | hospital/2        | hospital         | L01XA02  | 2023-01-02    | -
                A         | h_resept/3        | h_resept         | L01FX07  | 2023-01-03    | 28
                A         | hospital/4        | hospital         | L01FX07  | 2026-07-01    | -
                B         | h_resept/5        | h_resept         | L01EX12  | 2023-01-01    | 56
                B         | h_resept/6        | h_resept         | L01EX12  | 2023-03-01    | -
            """,
        },
    )
    expect(
        exposures,
        """
        agreement_id | person_id | exposure_id | covered_days | is_dispensing
        EX001        | A         | hospital/1  | 4            | false
        EX003        | B         | h_resept/5  | 56           | true
        EX003        | B         | h_resept/6  | 0            | true
        """,
    )
