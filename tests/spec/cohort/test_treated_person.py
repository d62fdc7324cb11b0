from tests.support.spec import expect, made

AGREEMENTS = """
    agreement_id|is_proposal|treatment_source|start_date|lookback_days|minimum_age_years|maximum_age_years
    EX001       |false      |hospital        |2022-01-01|365          |0                |18
    EX002       |false      |hospital        |2022-01-01|365          |18               |-
    EX003       |false      |h_resept        |2022-01-01|365          |-                |-
    EX005       |false      |quality_register|2022-01-01|365          |-                |-
"""


COVERAGE = """
    source   | region_code | covers_from | covers_to
    hospital | 3           | 2008-01-01  | -
    hospital | 7           | 2019-01-01  | -
    hospital | 5           | -           | -
    h_resept | -           | 2019-01-01  | -
"""


def test_time_zero_is_the_first_dose_ever_also_before_the_agreement():
    persons = made(
        "cohort.treated_person",
        {
            "agreement.agreement": AGREEMENTS,
            "cohort.agreement_exposure": """
                agreement_id | person_id | exposure_id | exposure_date | region_code
                EX003        | A         | h_resept/1  | 2021-12-31    | 7
                EX003        | A         | h_resept/2  | 2022-06-01    | 7
                EX003        | B         | h_resept/4  | 2022-01-01    | 4
                EX003        | B         | h_resept/3  | 2022-01-01    | 3
            """,
        },
    )
    expect(
        persons,
        """
        person_id | first_dose_date | index_date | evidence_until_date | starter         | region_code
        A         | 2021-12-31      | 2021-12-31 | 2022-01-30          | earlier_starter | 7
        B         | 2022-01-01      | 2022-01-01 | 2022-01-31          | new_starter     | 3
        """,
    )


def test_scope_is_decided_by_age_on_the_day_of_the_first_dose():
    """Born on the 15th by convention: 18 on the 15th of March 2023. Unknown age is in every scope."""
    persons = made(
        "cohort.treated_person",
        {
            "agreement.agreement": AGREEMENTS,
            "cohort.agreement_exposure": """
                agreement_id | person_id | exposure_id | exposure_date
                EX001        | A         | hospital/1  | 2023-03-14
                EX002        | A         | hospital/1  | 2023-03-14
                EX001        | B         | hospital/2  | 2023-03-15
                EX002        | B         | hospital/2  | 2023-03-15
                EX001        | C         | hospital/3  | 2023-03-14
                EX002        | C         | hospital/3  | 2023-03-14
                EX001        | D         | hospital/4  | 2023-03-01
            """,
            "core.person": """
                person_id | sex    | birth_year | birth_month
                A         | female | 2005       | 3
                B         | male   | 2005       | 3
                C         | male   | 2005       | -
                D         | male   | 2023       | 3
            """,
        },
    )
    expect(
        persons,
        """
        agreement_id | person_id | age_years          | sex
        EX001        | A         | 17.997311827956988 | female
        EX002        | B         | 18                 | male
        EX001        | C         | -                  | male
        EX002        | C         | -                  | male
        EX001        | D         | 0                  | male
        """,
    )


def test_prior_use_is_unknown_where_the_source_does_not_reach_back():
    persons = made(
        "cohort.treated_person",
        {
            "agreement.agreement": AGREEMENTS,
            "cohort.agreement_exposure": """
                agreement_id | person_id | exposure_id        | exposure_date | region_code
                EX003        | A         | h_resept/1         | 2019-12-31    | 5
                EX003        | B         | h_resept/2         | 2020-01-01    | 5
                EX002        | C         | hospital/3         | 2017-01-01    | 3
                EX002        | D         | hospital/4         | 2019-06-01    | 7
                EX002        | E         | hospital/5         | 2023-01-01    | 5
                EX002        | F         | hospital/6         | 2023-01-01    | -
                EX005        | G         | quality_register/7 | 2023-01-01    | 7
                EX005        | H         | quality_register/8 | 2023-01-01    | 7
            """,
            "core.rare_disease_registration": """
                person_id | inclusion_date
                G         | 2022-01-01
                H         | 2022-01-02
            """,
            "reference.source_coverage": COVERAGE,
        },
    )
    expect(
        persons,
        """
        person_id | prior_use
        A         | unknown
        B         | none
        C         | none
        D         | unknown
        E         | unknown
        F         | unknown
        G         | none
        H         | unknown
        """,
    )


def test_a_source_that_ends_on_the_day_of_the_first_dose_has_seen_what_came_before():
    persons = made(
        "cohort.treated_person",
        {
            "agreement.agreement": AGREEMENTS,
            "cohort.agreement_exposure": """
                agreement_id | person_id | exposure_id | exposure_date | region_code
                EX003        | last_day  | h_resept/1  | 2022-12-31    | 5
                EX003        | day_after | h_resept/2  | 2023-01-01    | 5
            """,
            "reference.source_coverage": """
                source   | region_code | covers_from | covers_to
                h_resept | -           | 2019-01-01  | 2022-12-31
            """,
        },
    )
    expect(persons, "person_id | prior_use\nlast_day | none\nday_after | unknown")


def test_a_proposal_has_no_treated_persons():
    persons = made(
        "cohort.treated_person",
        {
            "agreement.agreement": """
                agreement_id | is_proposal | treatment_source
                EX006        | true        | hospital
            """,
            "cohort.agreement_exposure": """
                agreement_id | person_id | exposure_id | exposure_date
                EX006        | A         | hospital/1  | 2023-01-01
            """,
        },
    )
    assert persons == []
