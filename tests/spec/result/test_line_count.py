from tests.support.spec import expect, made

AGREEMENT = "agreement_id | is_proposal\nEX004 | false\nEX006 | true"


def test_the_line_of_the_index_date_is_a_lower_limit_where_history_is_not_complete():
    """From the third line on it makes no difference whether there was one more."""
    counts = made(
        "result.line_count",
        {
            "agreement.agreement": AGREEMENT,
            "cohort.treated_person": """
                agreement_id | person_id | index_date | starter
                EX004        | A         | 2022-05-01 | new_starter
                EX004        | B         | 2023-05-01 | new_starter
                EX004        | C         | 2023-05-01 | new_starter
                EX004        | D         | 2023-05-01 | new_starter
                EX004        | E         | 2023-05-01 | new_starter
                EX004        | F         | 2023-05-01 | new_starter
                EX004        | earlier   | 2020-05-01 | earlier_starter
            """,
            "cohort.treatment_history": """
                agreement_id | person_id | n_earlier_lines | is_complete
                EX004        | A         | 0               | true
                EX004        | B         | 1               | true
                EX004        | C         | 4               | true
                EX004        | D         | 0               | false
                EX004        | E         | 1               | false
                EX004        | F         | 2               | false
                EX004        | earlier   | 0               | true
            """,
            "cohort.therapy_line": """
                agreement_id | person_id | line_number | is_index_line | is_bridge
                EX004        | A         | 1           | true          | true
                EX004        | B         | 1           | false         | true
                EX004        | B         | 2           | true          | false
                EX004        | C         | 1           | true          | -
                EX004        | D         | 1           | true          | false
                EX004        | E         | 1           | true          | false
                EX004        | F         | 1           | true          | false
                EX004        | earlier   | 1           | true          | true
            """,
        },
    )
    expect(
        [row for row in counts if row["grouping"] == "all"],
        """
        topic | item          | level | category   | n
        line  | line_of_index | all   | 1          | 1
        line  | line_of_index | all   | 2          | 1
        line  | line_of_index | all   | 3_or_later | 2
        line  | line_of_index | all   | at_least_1 | 1
        line  | line_of_index | all   | at_least_2 | 1
        line  | bridge        | all   | yes        | 1
        line  | bridge        | all   | no         | 4
        line  | bridge        | all   | unknown    | 1
        """,
    )
    expect(
        [row for row in counts if row["grouping"] == "year" and row["item"] == "bridge"],
        """
        level | category | n
        2022  | yes      | 1
        2023  | no       | 4
        2023  | unknown  | 1
        """,
    )


def test_an_agreement_without_new_starters_has_every_category_with_nobody():
    counts = made("result.line_count", {"agreement.agreement": AGREEMENT})
    assert {row["agreement_id"] for row in counts} == {"EX004"}
    assert (len(counts), sum(row["n"] for row in counts)) == (8, 0)
