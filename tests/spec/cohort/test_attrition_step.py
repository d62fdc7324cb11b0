from tests.support.spec import expect, made


def test_each_treated_person_ends_at_the_first_reason_that_applies():
    steps = made(
        "cohort.attrition_step",
        {
            "cohort.treated_person": """
                agreement_id | person_id | starter
                EX001        | A         | new_starter
                EX001        | B         | new_starter
                EX001        | C         | new_starter
                EX001        | D         | earlier_starter
            """,
            "cohort.eligibility": """
                agreement_id | person_id | verdict
                EX001        | A         | inside
                EX001        | B         | undetermined
                EX001        | C         | outside
                EX001        | D         | outside
            """,
        },
    )
    expect(
        steps,
        """
        agreement_id | person_id | reason          | step_order
        EX001        | A         | inside          | 4
        EX001        | B         | undetermined    | 3
        EX001        | C         | outside         | 2
        EX001        | D         | earlier_starter | 1
        """,
    )
