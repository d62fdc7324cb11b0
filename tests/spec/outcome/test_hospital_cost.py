from tests.support.spec import expect, made

TREATED = """
    agreement_id | person_id | index_date
    EX001        | A         | 2023-01-01
"""


def test_episodes_from_the_index_date_at_the_newest_price():
    costs = made(
        "outcome.hospital_cost",
        {
            "cohort.treated_person": TREATED,
            "reference.drg_unit_price": """
                price_year | unit_price_nok
                2024       | 52248
                2021       | 47742
            """,
            "core.hospital_episode": """
                person_id | episode_id | admission_date | drg_points | is_drug_treatment_drg
                A         | E1         | 2022-12-31     | 9.000      | false
                A         | E2         | 2023-01-01     | 0.056      | true
                A         | E3         | 2023-01-11     | 2.601      | false
                A         | E4         | 2023-01-11     | -          | false
                A         | E5         | 2026-07-01     | 1.000      | false
                B         | E1         | 2023-01-11     | 1.000      | false
            """,
        },
    )
    expect(
        costs,
        """
        person_id | episode_id | days_from_index | drg_points | cost_nok  | is_drug_treatment_drg
        A         | E2         | 0               | 0.056      | 2925.89   | true
        A         | E3         | 10              | 2.601      | 135897.05 | false
        A         | E4         | 10              | -          | -         | false
        """,
    )


def test_without_a_price_the_cost_is_missing_not_zero():
    costs = made(
        "outcome.hospital_cost",
        {
            "cohort.treated_person": TREATED,
            "core.hospital_episode": """
                person_id | episode_id | admission_date | drg_points | is_drug_treatment_drg
                A         | E1         | 2023-01-01     | 1.000      | false
            """,
        },
    )
    expect(
        costs,
        """
        episode_id | cost_nok
        E1         | -
        """,
    )
