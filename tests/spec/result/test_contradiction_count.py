from tests.support.spec import expect, made


def test_everybody_treated_is_counted_by_each_rule_and_nobody_else():
    counts = made(
        "result.contradiction_count",
        {
            "agreement.agreement": """
                agreement_id | is_proposal
                EX001        | false
                EX006        | true
            """,
            "cohort.treated_person": """
                agreement_id | person_id
                EX001        | A
                EX001        | B
                EX001        | C
            """,
            "core.contradiction": """
                person_id | rule             | finding
                A         | dose_after_death | found
                B         | dose_after_death | not_found
                C         | dose_after_death | not_found
                Z         | dose_after_death | found
                A         | sex_differs      | unknown
            """,
        },
    )
    assert len(counts) == 7 * 3
    expect(
        [row for row in counts if row["item"] == "dose_after_death" or row["n"]],
        """
        agreement_id | topic         | item             | grouping | level | category  | n
        EX001        | contradiction | dose_after_death | all      | all   | found     | 1
        EX001        | contradiction | dose_after_death | all      | all   | not_found | 2
        EX001        | contradiction | dose_after_death | all      | all   | unknown   | 0
        EX001        | contradiction | sex_differs      | all      | all   | unknown   | 1
        """,
    )
