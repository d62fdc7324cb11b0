from tests.support.spec import expect, made


def test_next_line_is_the_line_after_the_index_line():
    """Whoever has no later line, or was never treated, has no row."""
    lines = made(
        "outcome.next_line",
        {
            "cohort.therapy_line": """
                agreement_id | person_id | line_number | line_start | is_index_line
                EX004        | switched  | 1           | 2022-01-01 | false
                EX004        | switched  | 2           | 2023-01-01 | true
                EX004        | switched  | 3           | 2023-06-01 | false
                EX004        | switched  | 4           | 2024-01-01 | false
                EX001        | switched  | 1           | 2022-01-01 | true
                EX001        | switched  | 2           | 2023-02-01 | false
                EX004        | only_one  | 1           | 2023-01-01 | true
                EX004        | untreated | 1           | 2023-01-01 | false
                EX004        | untreated | 2           | 2023-06-01 | false
            """
        },
    )
    expect(
        lines,
        """
        agreement_id | person_id | next_line_date
        EX004        | switched  | 2023-06-01
        EX001        | switched  | 2023-02-01
        """,
    )
