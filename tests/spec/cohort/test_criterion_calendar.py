from tests.support.spec import expect, made


def test_first_and_last_day_are_included_and_a_missing_limit_is_open():
    verdicts = made(
        "cohort.criterion_calendar",
        {
            "cohort.assessed_person": """
                agreement_id | person_id | judged_at_date
                EX001        | A         | 2021-12-31
                EX001        | B         | 2022-01-01
                EX001        | C         | 2023-06-30
                EX001        | D         | 2023-07-01
            """,
            "agreement.criterion": """
                agreement_id | criterion_id | kind     | first_date | last_date
                EX001        | period       | calendar | 2022-01-01 | 2023-06-30
                EX001        | from         | calendar | 2022-01-01 | -
                EX001        | until        | calendar | -          | 2023-06-30
            """,
        },
    )
    expect(
        verdicts,
        """
        criterion_id | person_id | verdict | evidence
        period       | A         | not_met | cohort.assessed_person/A
        period       | B         | met     | cohort.assessed_person/B
        period       | C         | met     | cohort.assessed_person/C
        period       | D         | not_met | cohort.assessed_person/D
        from         | A         | not_met | cohort.assessed_person/A
        from         | B         | met     | cohort.assessed_person/B
        from         | C         | met     | cohort.assessed_person/C
        from         | D         | met     | cohort.assessed_person/D
        until        | A         | met     | cohort.assessed_person/A
        until        | B         | met     | cohort.assessed_person/B
        until        | C         | met     | cohort.assessed_person/C
        until        | D         | not_met | cohort.assessed_person/D
        """,
    )
