from tests.support.spec import expect, made


def test_every_code_leaves_with_its_dates_and_origin():
    rows = made(
        "released.code_list",
        {
            "reference.code_list": """
                list      | code_system | code | valid_from | valid_to   | meaning_english | meaning_norwegian | origin
                infection | icd10       | A41  | 2008-01-01 | -          | Sepsis          | Sepsis            | ICD-10
                infection | icd10       | J18  | 2008-01-01 | 2020-12-31 | Pneumonia       | Lungebetennelse   | ICD-10
            """
        },
    )
    expect(
        rows,
        """
        data_cut   | list      | code | valid_to   | meaning_norwegian | origin
        2026-06-30 | infection | A41  | -          | Sepsis            | ICD-10
        2026-06-30 | infection | J18  | 2020-12-31 | Lungebetennelse   | ICD-10
        """,
    )
