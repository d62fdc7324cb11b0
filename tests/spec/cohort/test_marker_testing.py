from tests.support.spec import expect, made

GIVEN = {
    "agreement.agreement": """
        agreement_id | is_proposal | start_date | minimum_age_years | maximum_age_years
        EX002        | false       | 2022-01-01 | 18                | 60
        EX003        | false       | 2022-01-01 | -                 | -
    """,
    "agreement.criterion": """
        agreement_id | criterion_id | kind
        EX002        | marker       | biomarker
        EX002        | other_marker | biomarker
        EX002        | adult        | age
        EX003        | marker       | biomarker
    """,
    "agreement.criterion_value": """
        agreement_id | criterion_id | value
        EX002        | marker       | EGFR
        EX002        | marker       | ALK
        EX002        | other_marker | BRAF
        EX003        | marker       | EGFR
    """,
    "cohort.disease_register": """
        agreement_id | complete_to
        EX002        | 2023-12-31
        EX003        | 2023-12-31
    """,
}


def test_any_result_is_a_test_but_none_recorded_is_not_untested():
    testing = made(
        "cohort.marker_testing",
        {
            **GIVEN,
            "cohort.agreement_disease": """
                agreement_id | person_id | evidence | tumour_id | diagnosis_date | region_code
                EX002        | negative  | row/1    | T1        | 2022-01-01     | 7
                EX002        | value     | row/2    | T2        | 2023-12-31     | -
                EX002        | not_done  | row/3    | T3        | 2022-06-01     | 3
                EX002        | of_other  | row/4    | T4        | 2022-06-01     | 3
                EX002        | before    | row/5    | T5        | 2021-12-31     | 3
                EX002        | after     | row/6    | T6        | 2024-01-01     | 3
                EX002        | twice     | row/7    | T7        | 2022-06-01     | 3
                EX002        | twice     | row/8    | T8        | 2023-06-01     | 5
            """,
            "core.person": "person_id | region_code\nvalue | 4",
            "core.biomarker": """
                person_id | tumour_id | biomarker | sample_date | result
                negative  | T1        | EGFR      | 2022-01-02  | negative
                negative  | T1        | ALK       | 2022-01-02  | inconclusive
                value     | -         | ALK       | 2024-02-02  | -
                not_done  | T3        | EGFR      | 2022-06-02  | not_done
                not_done  | T3        | BRAF      | 2026-07-01  | positive
                of_other  | T9        | EGFR      | 2022-06-02  | positive
                twice     | T7        | BRAF      | 2022-06-02  | positive
            """,
        },
    )
    expect(
        testing,
        """
        agreement_id | criterion_id | person_id | diagnosis_date | region_code | is_tested
        EX002        | marker       | negative  | 2022-01-01     | 7           | true
        EX002        | marker       | value     | 2023-12-31     | 4           | true
        EX002        | marker       | not_done  | 2022-06-01     | 3           | false
        EX002        | marker       | of_other  | 2022-06-01     | 3           | false
        EX002        | marker       | twice     | 2022-06-01     | 3           | false
        EX002        | other_marker | negative  | 2022-01-01     | 7           | false
        EX002        | other_marker | value     | 2023-12-31     | 4           | false
        EX002        | other_marker | not_done  | 2022-06-01     | 3           | false
        EX002        | other_marker | of_other  | 2022-06-01     | 3           | false
        EX002        | other_marker | twice     | 2022-06-01     | 3           | true
        """,
    )


def test_a_test_of_the_day_of_the_cut_counts_and_the_region_is_that_of_the_diagnosis():
    testing = made(
        "cohort.marker_testing",
        {
            **GIVEN,
            "cohort.agreement_disease": """
                agreement_id | person_id | evidence | tumour_id | diagnosis_date | region_code
                EX003        | A         | row/1    | T1        | 2022-06-01     | 3
            """,
            "core.person": "person_id | region_code\nA | 7",
            "core.biomarker": """
                person_id | tumour_id | biomarker | sample_date | result
                A         | T1        | EGFR      | 2026-06-30  | negative
            """,
        },
    )
    expect(testing, "person_id | region_code | is_tested\nA | 3 | true")


def test_age_at_diagnosis_within_the_agreements_scope():
    testing = made(
        "cohort.marker_testing",
        {
            **GIVEN,
            "cohort.agreement_disease": """
                agreement_id | person_id | evidence | diagnosis_date
                EX002        | day_18    | row/1    | 2023-03-15
                EX002        | not_18    | row/2    | 2023-03-14
                EX002        | not_60    | row/3    | 2023-03-14
                EX002        | day_60    | row/4    | 2023-03-15
                EX002        | no_month  | row/5    | 2023-03-15
                EX002        | no_person | row/6    | 2023-03-15
            """,
            "core.person": """
                person_id | birth_year | birth_month
                day_18    | 2005       | 3
                not_18    | 2005       | 3
                not_60    | 1963       | 3
                day_60    | 1963       | 3
                no_month  | 2010       | -
            """,
        },
    )
    assert {row["person_id"] for row in testing} == {"day_18", "not_60", "no_month", "no_person"}
