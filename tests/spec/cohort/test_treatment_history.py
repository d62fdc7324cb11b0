from tests.support.spec import expect, made

COVERAGE = """
    source   | region_code | covers_from | covers_to
    hospital | 3           | 2008-01-01  | -
    hospital | 4           | 2008-01-01  | 2020-12-31
    hospital | 7           | 2019-01-01  | -
    hospital | 5           | -           | -
    h_resept | -           | 2019-01-01  | -
"""
AGREEMENT = """
    agreement_id | treatment_source
    EX004        | h_resept
    EX005        | quality_register
"""


def histories(assessed: str, **given: str) -> list[dict]:
    """`assessed`: person, treated, judged at, region."""
    rows = ["agreement_id | person_id | is_treated | judged_at_date | region_code"]
    tables = {
        "agreement.agreement": AGREEMENT,
        "reference.source_coverage": COVERAGE,
        "cohort.assessed_person": "\n".join(
            rows + [f"EX004 | {line}" for line in assessed.strip().splitlines()]
        ),
    }
    return made(
        "cohort.treatment_history", tables | {name.replace("__", "."): text for name, text in given.items()}
    )


def test_lines_before_the_index_line_count_and_those_before_the_disease_do_not():
    """The untreated person is judged on the day the second line begins: it is not earlier."""
    found = histories(
        """
        treated   | true  | 2023-01-01 | 3
        first     | true  | 2023-01-01 | 3
        untreated | false | 2023-01-01 | 3
        no_lines  | false | 2023-01-01 | 3
        """,
        cohort__therapy_line="""
            agreement_id | person_id | line_number | line_start | line_end   | is_index_line
            EX004        | treated   | 1           | 2015-01-01 | 2019-12-31 | false
            EX004        | treated   | 2           | 2019-12-31 | 2020-01-01 | false
            EX004        | treated   | 3           | 2021-01-01 | 2021-05-01 | false
            EX004        | treated   | 4           | 2023-01-01 | 2023-05-01 | true
            EX004        | treated   | 5           | 2024-01-01 | 2024-05-01 | false
            EX004        | first     | 1           | 2023-01-01 | 2023-05-01 | true
            EX004        | untreated | 1           | 2022-12-31 | 2023-05-01 | false
            EX004        | untreated | 2           | 2023-01-01 | 2023-06-01 | false
        """,
        cohort__registered_disease="""
            agreement_id | person_id | diagnosis_date | is_diagnosis | is_diagnosis_dated
            EX004        | treated   | 2020-01-01     | true         | true
            EX004        | treated   | 2022-01-01     | true         | true
            EX004        | treated   | 2010-01-01     | false        | true
        """,
    )
    expect(
        found,
        """
        person_id | n_earlier_lines | disease_from_date
        treated   | 2               | 2020-01-01
        first     | 0               | -
        untreated | 1               | -
        no_lines  | 0               | -
        """,
    )


def test_the_history_is_complete_if_hospitals_and_h_resept_cover_the_person_from_the_diagnosis_on():
    """H-resept from 2019. Helse Nord never; Helse Midt-Norge stopped here in 2020; abroad and unknown: no."""
    found = histories(
        """
        west        | true | 2023-01-01 | 3
        on_the_day  | true | 2023-01-01 | 3
        before_2019 | true | 2023-01-01 | 3
        north       | true | 2023-01-01 | 5
        stopped     | true | 2023-01-01 | 4
        in_time     | true | 2020-06-01 | 4
        moved       | true | 2023-01-01 | 7
        abroad      | true | 2023-01-01 | 9
        nowhere     | true | 2023-01-01 | -
        no_disease  | true | 2023-01-01 | 3
        """,
        core__person="""
            person_id | region_code
            moved     | 5
            west      | 7
        """,
        cohort__registered_disease="""
            agreement_id | person_id   | diagnosis_date | is_diagnosis | is_diagnosis_dated
            EX004        | west        | 2020-01-01     | true         | true
            EX004        | on_the_day  | 2019-01-01     | true         | true
            EX004        | before_2019 | 2018-12-31     | true         | true
            EX004        | north       | 2020-01-01     | true         | true
            EX004        | stopped     | 2020-01-01     | true         | true
            EX004        | in_time     | 2020-01-01     | true         | true
            EX004        | moved       | 2020-01-01     | true         | true
            EX004        | abroad      | 2020-01-01     | true         | true
            EX004        | nowhere     | 2020-01-01     | true         | true
            EX004        | no_disease  | 2020-01-01     | -            | true
        """,
    )
    expect(
        found,
        """
        person_id   | covered_from_date | disease_from_date | is_complete
        west        | 2019-01-01        | 2020-01-01        | true
        on_the_day  | 2019-01-01        | 2019-01-01        | true
        before_2019 | 2019-01-01        | 2018-12-31        | false
        north       | -                 | 2020-01-01        | false
        stopped     | -                 | 2020-01-01        | false
        in_time     | 2019-01-01        | 2020-01-01        | true
        moved       | -                 | 2020-01-01        | false
        abroad      | -                 | 2020-01-01        | false
        nowhere     | -                 | 2020-01-01        | false
        no_disease  | 2019-01-01        | -                 | false
        """,
    )


def test_a_period_of_delivery_counts_with_its_first_and_last_day():
    """Where two periods of a source cover the day, the one that began first does."""
    found = histories(
        """
        last_day  | true | 2020-12-31 | 4
        day_after | true | 2021-01-01 | 4
        first_day | true | 2019-01-01 | 3
        twice     | true | 2023-01-01 | 8
        """,
        reference__source_coverage=COVERAGE + "hospital | 8 | 2019-06-01 | -\nhospital | 8 | 2022-01-01 | -",
    )
    expect(
        found,
        """
        person_id | covered_from_date
        last_day  | 2019-01-01
        day_after | -
        first_day | 2019-01-01
        twice     | 2019-06-01
        """,
    )


def test_one_disease_without_a_date_leaves_the_beginning_unknown():
    found = histories(
        "A | true | 2023-01-01 | 3",
        cohort__registered_disease="""
            agreement_id | person_id | diagnosis_date | is_diagnosis | is_diagnosis_dated
            EX004        | A         | 2020-01-01     | true         | true
            EX004        | A         | 2021-01-01     | true         | false
        """,
    )
    expect(found, "person_id | disease_from_date | is_complete\nA | - | false")


def test_a_source_that_came_after_the_person_was_judged_covers_nothing():
    found = histories(
        "early | true | 2018-12-31 | 3",
        cohort__registered_disease="""
            agreement_id | person_id | diagnosis_date | is_diagnosis | is_diagnosis_dated
            EX004        | early     | 2018-12-01     | true         | true
        """,
    )
    expect(found, "person_id | covered_from_date | is_complete\nearly | - | false")


def test_the_quality_register_covers_from_inclusion_and_inclusion_is_no_diagnosis():
    found = made(
        "cohort.treatment_history",
        {
            "agreement.agreement": AGREEMENT,
            "reference.source_coverage": COVERAGE,
            "cohort.assessed_person": """
                agreement_id | person_id    | is_treated | judged_at_date | region_code
                EX005        | included     | true       | 2024-01-01     | 3
                EX005        | late         | true       | 2024-01-01     | 3
                EX005        | not_included | true       | 2024-01-01     | 3
                EX005        | undated      | true       | 2024-01-01     | 3
            """,
            "core.rare_disease_registration": """
                person_id    | inclusion_date
                included     | 2020-01-01
                late         | 2020-01-02
                undated      | 2020-01-01
            """,
            "cohort.registered_disease": """
                agreement_id | person_id    | diagnosis_date | is_diagnosis | is_diagnosis_dated
                EX005        | included     | 2020-01-01     | true         | true
                EX005        | late         | 2020-01-01     | true         | true
                EX005        | not_included | 2020-01-01     | true         | true
                EX005        | undated      | 2020-01-01     | true         | false
            """,
        },
    )
    expect(
        found,
        """
        person_id    | covered_from_date | disease_from_date | is_complete
        included     | 2020-01-01        | 2020-01-01        | true
        late         | 2020-01-02        | 2020-01-01        | false
        not_included | -                 | 2020-01-01        | false
        undated      | 2020-01-01        | -                 | false
        """,
    )
