from tests.support.spec import expect, made


def test_everybody_treated_is_in_one_category_with_the_criterion_that_decides():
    counts = made(
        "result.exclusion_count",
        {
            "agreement.agreement": """
                agreement_id | is_proposal
                EX001        | false
                EX004        | false
                EX006        | true
            """,
            "agreement.criterion": """
                agreement_id | criterion_id
                EX001        | age
                EX001        | stage
                EX006        | age
            """,
            "cohort.attrition_step": """
                agreement_id | person_id | reason          | criterion_id
                EX001        | A         | inside          | -
                EX001        | B         | undetermined    | stage
                EX001        | C         | outside         | age
                EX001        | D         | outside         | age
                EX001        | E         | earlier_starter | -
            """,
        },
    )
    expect(
        counts,
        """
        agreement_id | topic     | item | grouping | level | category           | n
        EX001        | exclusion | all  | all      | all   | earlier_starter    | 1
        EX001        | exclusion | all  | all      | all   | outside:age        | 2
        EX001        | exclusion | all  | all      | all   | outside:stage      | 0
        EX001        | exclusion | all  | all      | all   | undetermined:age   | 0
        EX001        | exclusion | all  | all      | all   | undetermined:stage | 1
        EX001        | exclusion | all  | all      | all   | inside             | 1
        EX004        | exclusion | all  | all      | all   | earlier_starter    | 0
        EX004        | exclusion | all  | all      | all   | inside             | 0
        """,
    )
