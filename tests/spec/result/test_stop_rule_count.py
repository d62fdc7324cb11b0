from tests.support.spec import expect, made


def test_new_starters_by_verdict_on_each_stop_rule():
    """A rule for starting is not counted, and a rule nobody is judged by has every verdict with nobody."""
    counts = made(
        "result.stop_rule_count",
        {
            "agreement.agreement": "agreement_id | is_proposal\nEX004 | false\nEX006 | true",
            "agreement.use_rule": """
                agreement_id | rule_id     | kind
                EX004        | progression | stop
                EX004        | begin       | start
                EX006        | one_year    | stop
            """,
            "cohort.treated_person": """
                agreement_id | person_id | index_date | starter
                EX004        | A         | 2022-05-01 | new_starter
                EX004        | B         | 2023-05-01 | new_starter
            """,
            "outcome.stop_rule": """
                agreement_id | person_id | rule_id     | verdict
                EX004        | A         | progression | followed
                EX004        | B         | progression | unknown
            """,
        },
    )
    expect(
        counts,
        """
        agreement_id | topic     | item        | grouping | level | category     | n
        EX004        | stop_rule | progression | all      | all   | followed     | 1
        EX004        | stop_rule | progression | all      | all   | not_followed | 0
        EX004        | stop_rule | progression | all      | all   | died         | 0
        EX004        | stop_rule | progression | all      | all   | unknown      | 1
        EX004        | stop_rule | progression | all      | all   | not_due      | 0
        EX004        | stop_rule | progression | year     | 2022  | followed     | 1
        EX004        | stop_rule | progression | year     | 2023  | unknown      | 1
        """,
    )
