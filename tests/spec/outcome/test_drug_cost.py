from tests.support.spec import expect, made


def test_cost_per_day_from_the_index_date_and_what_has_no_price():
    costs = made(
        "outcome.drug_cost",
        {
            "cohort.treated_person": """
                agreement_id | person_id | index_date
                EX001        | A         | 2023-01-01
                EX001        | B         | 2023-01-01
            """,
            "cohort.agreement_exposure": """
                agreement_id | person_id | exposure_id | exposure_date | drug_cost_nok
                EX001        | A         | hospital/1  | 2023-01-01    | 34277.30
                EX001        | A         | hospital/2  | 2023-01-01    | 34277.30
                EX001        | A         | hospital/3  | 2023-01-05    | 34277.30
                EX001        | A         | hospital/4  | 2023-01-05    | -
                EX001        | B         | hospital/5  | 2023-01-01    | -
                EX001        | C         | hospital/6  | 2023-01-01    | 34277.30
            """,
        },
    )
    expect(
        costs,
        """
        person_id | cost_date  | days_from_index | cost_nok | n_unpriced
        A         | 2023-01-01 | 0               | 68554.60 | 0
        A         | 2023-01-05 | 4               | 34277.30 | 1
        B         | 2023-01-01 | 0               | 0.00     | 1
        """,
    )
