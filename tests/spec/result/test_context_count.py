from tests.support.spec import expect, made


def test_new_starters_by_context_in_all_and_by_year():
    counts = made(
        "result.context_count",
        {
            "agreement.agreement": "agreement_id | is_proposal\nEX003 | false\nEX004 | false\nEX006 | true",
            "cohort.treated_person": """
                agreement_id | person_id | index_date | starter
                EX004        | A         | 2022-05-01 | new_starter
                EX004        | B         | 2023-05-01 | new_starter
                EX004        | earlier   | 2020-05-01 | earlier_starter
            """,
            "cohort.treatment_context": """
                agreement_id | person_id | context
                EX004        | A         | trial
                EX004        | B         | unknown
                EX004        | earlier   | trial
            """,
        },
    )
    expect(
        counts,
        """
        agreement_id | topic   | item | grouping | level | category | n
        EX003        | context | all  | all      | all   | trial    | 0
        EX003        | context | all  | all      | all   | ordinary | 0
        EX003        | context | all  | all      | all   | unknown  | 0
        EX004        | context | all  | all      | all   | trial    | 1
        EX004        | context | all  | all      | all   | ordinary | 0
        EX004        | context | all  | all      | all   | unknown  | 1
        EX004        | context | all  | year     | 2022  | trial    | 1
        EX004        | context | all  | year     | 2023  | unknown  | 1
        """,
    )
