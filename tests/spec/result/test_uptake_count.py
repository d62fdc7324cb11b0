from tests.support.spec import expect, made


def test_the_eligible_by_region_and_year_and_no_base_without_a_diagnosis():
    counts = made(
        "result.uptake_count",
        {
            "cohort.disease_register": """
                agreement_id | names_diagnosis
                EX001        | true
                EX003        | false
            """,
            "cohort.uptake": """
                agreement_id | person_id | verdict      | uptake    | judged_at_date | region_code
                EX001        | A         | inside       | treated   | 2023-01-01     | 7
                EX001        | B         | inside       | untreated | 2023-01-01     | 7
                EX001        | C         | inside       | not_known | 2024-01-01     | -
                EX001        | D         | undetermined | untreated | 2024-01-01     | 5
            """,
        },
    )
    expect(
        counts,
        """
        agreement_id | topic  | item         | grouping | level   | category  | n
        EX001        | uptake | inside       | all      | all     | treated   | 1
        EX001        | uptake | inside       | all      | all     | untreated | 1
        EX001        | uptake | inside       | all      | all     | not_known | 1
        EX001        | uptake | inside       | region   | 7       | treated   | 1
        EX001        | uptake | inside       | region   | 7       | untreated | 1
        EX001        | uptake | inside       | region   | unknown | not_known | 1
        EX001        | uptake | inside       | year     | 2023    | treated   | 1
        EX001        | uptake | inside       | year     | 2023    | untreated | 1
        EX001        | uptake | inside       | year     | 2024    | not_known | 1
        EX001        | uptake | undetermined | all      | all     | treated   | 0
        EX001        | uptake | undetermined | all      | all     | untreated | 1
        EX001        | uptake | undetermined | all      | all     | not_known | 0
        EX001        | uptake | undetermined | region   | 5       | untreated | 1
        EX001        | uptake | undetermined | year     | 2024    | untreated | 1
        """,
    )
