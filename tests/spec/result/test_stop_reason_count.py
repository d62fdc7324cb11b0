from tests.support.spec import expect, made


def test_new_starters_by_reason():
    """A reason that nobody has is counted with nobody, and a proposal counts nothing."""
    counts = made(
        "result.stop_reason_count",
        {
            "agreement.agreement": "agreement_id | is_proposal\nEX004 | false\nEX006 | true",
            "cohort.treated_person": """
                agreement_id | person_id | index_date | starter
                EX004        | A         | 2022-05-01 | new_starter
                EX004        | B         | 2023-05-01 | new_starter
                EX004        | C         | 2023-06-01 | new_starter
                EX004        | D         | 2020-06-01 | earlier_starter
            """,
            "outcome.stop_reason": """
                agreement_id | person_id | reason
                EX004        | A         | death
                EX004        | B         | not_recorded
                EX004        | C         | not_recorded
            """,
        },
    )
    expect(
        counts,
        """
        agreement_id | topic       | item | grouping | level | category     | n
        EX004        | stop_reason | all  | all      | all   | death        | 1
        EX004        | stop_reason | all  | all      | all   | progression  | 0
        EX004        | stop_reason | all  | all      | all   | transplant   | 0
        EX004        | stop_reason | all  | all      | all   | next_line    | 0
        EX004        | stop_reason | all  | all      | all   | not_recorded | 2
        EX004        | stop_reason | all  | all      | all   | on_treatment | 0
        EX004        | stop_reason | all  | all      | all   | not_known    | 0
        EX004        | stop_reason | all  | year     | 2022  | death        | 1
        EX004        | stop_reason | all  | year     | 2023  | not_recorded | 2
        """,
    )
