from tests.support.spec import expect, made


def test_the_diagnosed_by_region_and_year():
    counts = made(
        "result.testing_count",
        {
            "cohort.disease_register": """
                agreement_id | names_diagnosis
                EX003        | false
                EX004        | true
            """,
            "agreement.criterion": """
                agreement_id | criterion_id | kind
                EX003        | marker       | biomarker
                EX004        | egfr         | biomarker
                EX004        | braf         | biomarker
                EX004        | lung         | diagnosis
            """,
            "cohort.marker_testing": """
                agreement_id | criterion_id | person_id | diagnosis_date | region_code | is_tested
                EX004        | egfr         | A         | 2023-01-01     | 7           | true
                EX004        | egfr         | B         | 2023-01-01     | 7           | true
                EX004        | egfr         | C         | 2024-01-01     | -           | false
            """,
        },
    )
    expect(
        counts,
        """
        agreement_id | topic   | item | grouping | level   | category     | n
        EX004        | testing | egfr | all      | all     | tested       | 2
        EX004        | testing | egfr | all      | all     | not_recorded | 1
        EX004        | testing | egfr | region   | 7       | tested       | 2
        EX004        | testing | egfr | region   | unknown | not_recorded | 1
        EX004        | testing | egfr | year     | 2023    | tested       | 2
        EX004        | testing | egfr | year     | 2024    | not_recorded | 1
        EX004        | testing | braf | all      | all     | tested       | 0
        EX004        | testing | braf | all      | all     | not_recorded | 0
        """,
    )
