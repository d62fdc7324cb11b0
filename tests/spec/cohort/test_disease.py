from tests.support.spec import expect, made


def test_cancers_and_rare_diseases_in_one_shape():
    diseases = made(
        "cohort.disease",
        {
            "core.tumour": """
                person_id|tumour_id|diagnosis_date|icd10_code|topography_code|morphology_code|behaviour_code|spread
                A        |T1       |2020-01-01    |C341      |C341           |81403          |3             |distant
                A        |T2       |2021-01-01    |-         |-              |-              |-             |unknown
            """,
            "core.rare_disease_registration": """
                person_id | diagnosis_date | inclusion_date | icd10_code
                A         | -              | 2021-05-01     | G121
                B         | 2019-05-01     | 2021-05-01     | -
            """,
        },
    )
    expect(
        diseases,
        """
        register        | person_id | evidence                    | tumour_id | diagnosis_date | is_diagnosis_dated
        kreftregisteret | A         | kreftregisteret_tilfelle/T1 | T1        | 2020-01-01     | true
        kreftregisteret | A         | kreftregisteret_tilfelle/T2 | T2        | 2021-01-01     | true
        nornmd          | A         | nornmd_pasient/A            | -         | 2021-05-01     | false
        nornmd          | B         | nornmd_pasient/B            | -         | 2019-05-01     | true
        """,
    )
    expect(
        diseases,
        """
        evidence                    | icd10_code | topography_code | morphology_code | behaviour_code | spread
        kreftregisteret_tilfelle/T1 | C341       | C341            | 81403           | 3              | distant
        kreftregisteret_tilfelle/T2 | -          | -               | -               | -              | unknown
        nornmd_pasient/A            | G121       | -               | -               | -              | -
        nornmd_pasient/B            | -          | -               | -               | -              | -
        """,
    )
