from tests.support.spec import expect, made


def test_only_new_starters_are_counted_and_unknown_stays_unknown():
    rows = made(
        "result.criterion",
        given={
            "cohort.membership": """
                agreement_id | cohort      | person_id
                EX004        | all_treated | A
                EX004        | all_treated | B
                EX004        | all_treated | C
                EX004        | inside      | A
            """,
            "cohort.criterion_verdict": """
                agreement_id | criterion_id | kind | person_id | verdict
                EX004        | adult        | age  | A         | met
                EX004        | adult        | age  | B         | not_met
                EX004        | adult        | age  | C         | unknown
                EX004        | adult        | age  | Z         | met
            """,
        },
    )
    expect(
        rows,
        """
        agreement_id | criterion_id | kind | n_met | n_not_met | n_unknown | suppressed
        EX004        | adult        | age  | 1     | 1         | 1         | false
        """,
    )
