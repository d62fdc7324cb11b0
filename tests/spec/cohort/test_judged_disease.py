from tests.support.spec import expect, made

CRITERIA = """
    agreement_id | criterion_id | position | kind       | alternative_group
    EX001        | behaviour    | 1        | behaviour  | -
    EX001        | site         | 2        | topography | -
    EX001        | precursor_b  | 3        | morphology | -
    EX001        | leukaemia    | 4        | diagnosis  | -
    EX001        | spread       | 5        | stage      | -
"""
VALUES = """
    agreement_id | criterion_id | value
    EX001        | leukaemia    | C910
    EX001        | precursor_b  | 98363
    EX001        | precursor_b  | 98113
    EX001        | site         | C42
    EX001        | behaviour    | 3
    EX001        | spread       | distant
"""


def test_a_code_fits_by_its_beginning_and_an_imprecise_one_is_unknown():
    judged = made(
        "cohort.judged_disease",
        {
            "agreement.criterion": CRITERIA,
            "agreement.criterion_value": VALUES,
            "cohort.assessed_person": "agreement_id | person_id\nEX001 | A",
            "cohort.registered_disease": """
                agreement_id|person_id|evidence|icd10_code|topography_code|morphology_code|behaviour_code
                EX001       |A        |row/1   |C910      |C421           |98113          |3
                EX001       |A        |row/2   |C91       |C42            |98373          |1
                EX001       |A        |row/3   |C911      |C341           |-              |-
                EX001       |A        |row/4   |-         |C4             |-              |-
            """,
        },
    )
    expect(
        judged,
        """
        disease | criterion_id | verdict | earlier_verdict | joint_verdict | evidence | is_state
        row/1   | leukaemia    | met     | met             | met           | row/1    | false
        row/1   | site         | met     | met             | met           | row/1    | false
        row/1   | precursor_b  | met     | met             | met           | row/1    | false
        row/1   | behaviour    | met     | met             | met           | row/1    | false
        row/2   | leukaemia    | unknown | met             | unknown       | row/2    | false
        row/2   | site         | met     | unknown         | unknown       | row/2    | false
        row/2   | precursor_b  | not_met | unknown         | not_met       | row/2    | false
        row/2   | behaviour    | not_met | not_met         | not_met       | row/2    | false
        row/3   | leukaemia    | not_met | met             | not_met       | row/3    | false
        row/3   | site         | not_met | not_met         | not_met       | row/3    | false
        row/3   | precursor_b  | unknown | not_met         | not_met       | row/3    | false
        row/3   | behaviour    | unknown | not_met         | not_met       | row/3    | false
        row/4   | leukaemia    | unknown | met             | unknown       | row/4    | false
        row/4   | site         | unknown | unknown         | unknown       | row/4    | false
        row/4   | precursor_b  | unknown | unknown         | unknown       | row/4    | false
        row/4   | behaviour    | unknown | unknown         | unknown       | row/4    | false
        """,
    )


def test_stage_comes_after_what_the_disease_is():
    judged = made(
        "cohort.judged_disease",
        {
            "agreement.criterion": """
                agreement_id | criterion_id | position | kind      | alternative_group
                EX004        | spread       | 1        | stage     | -
                EX004        | lung         | 2        | diagnosis | -
            """,
            "agreement.criterion_value": """
                agreement_id | criterion_id | value
                EX004        | lung         | C34
                EX004        | spread       | distant
            """,
            "cohort.assessed_person": "agreement_id | person_id\nEX004 | A",
            "cohort.registered_disease": """
                agreement_id | person_id | evidence | icd10_code | is_register_closed
                EX004        | A         | row/1    | C341       | true
                EX004        | A         | row/2    | C509       | true
            """,
            "cohort.disease_stage": """
                agreement_id | criterion_id | person_id | disease | verdict | evidence
                EX004        | spread       | A         | row/1   | not_met | row/1
                EX004        | spread       | A         | row/2   | met     | event/1
            """,
        },
    )
    expect(
        judged,
        """
        disease | criterion_id | verdict | earlier_verdict | joint_verdict | evidence | is_state | is_register_closed
        row/1   | lung         | met     | met             | met           | row/1    | false    | true
        row/1   | spread       | not_met | met             | not_met       | row/1    | true     | true
        row/2   | lung         | not_met | met             | not_met       | row/2    | false    | true
        row/2   | spread       | met     | not_met         | not_met       | event/1  | true     | true
        """,
    )


def test_alternatives_count_as_one_for_what_comes_after_them():
    judged = made(
        "cohort.judged_disease",
        {
            "agreement.criterion": """
                agreement_id | criterion_id | position | kind       | alternative_group
                EX004        | lung         | 1        | diagnosis  | -
                EX004        | squamous     | 2        | morphology | type
                EX004        | upper_lobe   | 3        | topography | type
                EX004        | malignant    | 4        | behaviour  | -
            """,
            "agreement.criterion_value": """
                agreement_id | criterion_id | value
                EX004        | lung         | C34
                EX004        | squamous     | 80703
                EX004        | upper_lobe   | C341
                EX004        | malignant    | 3
            """,
            "cohort.assessed_person": "agreement_id | person_id\nEX004 | A",
            "cohort.registered_disease": """
                agreement_id|person_id|evidence|icd10_code|topography_code|morphology_code|behaviour_code
                EX004       |A        |row/1   |C341      |C341           |81403          |3
                EX004       |A        |row/2   |C341      |C342           |-              |3
                EX004       |A        |row/3   |C341      |C342           |81403          |3
            """,
        },
    )
    expect(
        [row for row in judged if row["criterion_id"] != "lung"],
        """
        disease | criterion_id | verdict | earlier_verdict | joint_verdict
        row/1   | squamous     | not_met | met             | not_met
        row/1   | upper_lobe   | met     | met             | met
        row/1   | malignant    | met     | met             | met
        row/2   | squamous     | unknown | met             | unknown
        row/2   | upper_lobe   | not_met | met             | not_met
        row/2   | malignant    | met     | unknown         | unknown
        row/3   | squamous     | not_met | met             | not_met
        row/3   | upper_lobe   | not_met | met             | not_met
        row/3   | malignant    | met     | not_met         | not_met
        """,
    )


def test_time_since_the_diagnosis_lower_limit_included_upper_not():
    """A treatment may begin before the diagnosis is dated; a date of inclusion says nothing of the diagnosis."""
    judged = made(
        "cohort.judged_disease",
        {
            "agreement.criterion": """
                agreement_id | criterion_id | position | kind       | subject   | minimum | maximum
                EX004        | recent       | 1        | time_since | diagnosis | -       | 90
                EX004        | not_at_once  | 2        | time_since | diagnosis | 30      | -
                EX004        | relapse      | 3        | time_since | relapse   | 0       | 10
            """,
            "cohort.assessed_person": """
                agreement_id | person_id | judged_at_date
                EX004        | A         | 2023-04-01
            """,
            "cohort.registered_disease": """
                agreement_id | person_id | evidence | diagnosis_date | is_diagnosis_dated
                EX004        | A         | row/90   | 2023-01-01     | true
                EX004        | A         | row/89   | 2023-01-02     | true
                EX004        | A         | row/30   | 2023-03-02     | true
                EX004        | A         | row/29   | 2023-03-03     | true
                EX004        | A         | row/-9   | 2023-04-10     | true
                EX004        | A         | row/no   | 2023-03-02     | false
            """,
        },
    )
    expect(
        judged,
        """
        disease | criterion_id | verdict | is_state
        row/90  | recent       | not_met | true
        row/90  | not_at_once  | met     | true
        row/89  | recent       | met     | true
        row/89  | not_at_once  | met     | true
        row/30  | recent       | met     | true
        row/30  | not_at_once  | met     | true
        row/29  | recent       | met     | true
        row/29  | not_at_once  | not_met | true
        row/-9  | recent       | met     | true
        row/-9  | not_at_once  | not_met | true
        row/no  | recent       | unknown | true
        row/no  | not_at_once  | unknown | true
        """,
    )


def test_a_treatment_that_began_before_the_diagnosis_began_no_less_than_no_days_after_it():
    judged = made(
        "cohort.judged_disease",
        {
            "agreement.criterion": """
                agreement_id | criterion_id | position | kind       | subject   | minimum
                EX004        | after        | 1        | time_since | diagnosis | 0
            """,
            "cohort.assessed_person": "agreement_id | person_id | judged_at_date\nEX004 | A | 2023-04-01",
            "cohort.registered_disease": """
                agreement_id | person_id | evidence | diagnosis_date | is_diagnosis_dated
                EX004        | A         | row/-1   | 2023-04-02     | true
            """,
        },
    )
    expect(judged, "disease | verdict\nrow/-1 | met")


def test_an_alternative_that_the_person_fulfils_binds_no_disease():
    """Spread or a biomarker: of whoever has the biomarker, any lung cancer may be the one that follows."""
    judged = made(
        "cohort.judged_disease",
        {
            "agreement.criterion": """
                agreement_id | criterion_id | position | kind       | subject   | maximum | alternative_group
                EX004        | adenoma      | 1        | morphology | -         | -       | either
                EX004        | marker       | 2        | biomarker  | -         | -       | either
                EX004        | recent       | 3        | time_since | diagnosis | 90      | -
            """,
            "agreement.criterion_value": """
                agreement_id | criterion_id | value
                EX004        | adenoma      | 81403
            """,
            "cohort.assessed_person": """
                agreement_id | person_id | judged_at_date
                EX004        | positive  | 2023-01-01
                EX004        | untested  | 2023-01-01
                EX004        | negative  | 2023-01-01
            """,
            "cohort.registered_disease": """
                agreement_id | person_id | evidence | morphology_code | diagnosis_date | is_diagnosis_dated
                EX004        | positive  | row/1    | 80703           | 2022-12-01     | true
                EX004        | untested  | row/2    | 80703           | 2022-12-01     | true
                EX004        | negative  | row/3    | 80703           | 2022-12-01     | true
            """,
            "cohort.judged_person": """
                agreement_id | criterion_id | person_id | verdict
                EX004        | marker       | positive  | met
                EX004        | marker       | untested  | unknown
                EX004        | marker       | negative  | not_met
            """,
        },
    )
    expect(
        judged,
        """
        person_id | criterion_id | verdict | earlier_verdict | joint_verdict
        positive  | adenoma      | not_met | met             | not_met
        positive  | recent       | met     | met             | met
        untested  | adenoma      | not_met | met             | not_met
        untested  | recent       | met     | unknown         | unknown
        negative  | adenoma      | not_met | met             | not_met
        negative  | recent       | met     | not_met         | not_met
        """,
    )
