"""core.rare_disease_registration: who is registered, and with what."""

from tests.support.spec import expect, made


def test_an_unknown_type_is_missing_not_a_type():
    made_rows = made(
        "core.rare_disease_registration",
        given={
            "core.study_person": "person_id\nA\nB",
            "raw.nornmd_pasient": """
                lopenr | icd10 | sma_type | smn2_kopi | diagnosedato | inklusjonsdato | hf_orgnr  | sh_reg
                A      | G12.1 | 3        | 4         | 1999-05-01   | 2023-06-01     | 983974899 | 5
                B      | g120  | 9        | -         | -            | 2023-06-02     | -         | -
            """,
        },
    )
    expect(
        made_rows,
        """
        person_id | icd10_code | diagnosis_date | inclusion_date | hospital_id | region_code | sma_type | smn2_copies
        A         | G121       | 1999-05-01     | 2023-06-01     | 983974899   | 5           | 3        | 4
        B         | G120       | -              | 2023-06-02     | -           | -           | -        | -
        """,
    )
