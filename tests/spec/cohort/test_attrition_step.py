from tests.support.spec import expect, made


def test_each_treated_person_ends_at_the_first_reason_that_applies():
    """The untreated are judged as well and are no part of the flow."""
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
                agreement_id | person_id | verdict      | criterion_id
                EX001        | A         | inside       | -
                EX001        | B         | undetermined | stage
                EX001        | C         | outside      | age
                EX001        | D         | outside      | age
                EX001        | untreated | inside       | -
            """,
        },
    )
    expect(
        steps,
        """
        agreement_id | person_id | reason          | step_order | criterion_id
        EX001        | A         | inside          | 4          | -
        EX001        | B         | undetermined    | 3          | stage
        EX001        | C         | outside         | 2          | age
        EX001        | D         | earlier_starter | 1          | -
        """,
    )
