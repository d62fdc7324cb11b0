from tests.support.spec import expect, made


def test_new_starters_by_verdict_on_each_criterion():
    counts = made(
        "result.criterion_count",
        {
            "agreement.agreement": """
                agreement_id | is_proposal
                EX001        | false
                EX006        | true
            """,
            "agreement.criterion": """
                agreement_id | criterion_id
                EX001        | age
                EX001        | stage
                EX006        | age
            """,
            "cohort.treated_person": """
                agreement_id | person_id | starter         | index_date | hospital_id
                EX001        | A         | new_starter     | 2023-05-01 | 993467049
                EX001        | B         | new_starter     | 2024-06-01 | -
                EX001        | D         | earlier_starter | 2020-01-01 | 993467049
            """,
            "cohort.criterion_verdict": """
                agreement_id | criterion_id | person_id | verdict
                EX001        | age          | A         | met
                EX001        | age          | B         | not_met
                EX001        | age          | D         | not_met
                EX001        | age          | untreated | met
                EX001        | stage        | A         | unknown
                EX001        | stage        | B         | unknown
            """,
        },
    )
    expect(
        counts,
        """
        topic     | item  | grouping | level     | category | n
        criterion | age   | all      | all       | met      | 1
        criterion | age   | all      | all       | not_met  | 1
        criterion | age   | all      | all       | unknown  | 0
        criterion | age   | hospital | 993467049 | met      | 1
        criterion | age   | hospital | unknown   | not_met  | 1
        criterion | age   | year     | 2023      | met      | 1
        criterion | age   | year     | 2024      | not_met  | 1
        criterion | stage | all      | all       | met      | 0
        criterion | stage | all      | all       | not_met  | 0
        criterion | stage | all      | all       | unknown  | 2
        criterion | stage | hospital | 993467049 | unknown  | 1
        criterion | stage | hospital | unknown   | unknown  | 1
        criterion | stage | year     | 2023      | unknown  | 1
        criterion | stage | year     | 2024      | unknown  | 1
        """,
    )
