from tests.support.spec import expect, made


def test_kleene_one_no_is_outside_then_one_unknown_is_undetermined():
    verdicts = made(
        "cohort.eligibility",
        {
            "cohort.treated_person": """
                agreement_id | person_id
                EX001        | A
                EX001        | B
                EX001        | C
                EX002        | A
            """,
            "cohort.criterion_verdict": """
                agreement_id | criterion_id | person_id | verdict
                EX001        | age          | A         | met
                EX001        | diagnosis    | A         | met
                EX001        | age          | B         | met
                EX001        | diagnosis    | B         | unknown
                EX001        | age          | C         | not_met
                EX001        | diagnosis    | C         | unknown
            """,
        },
    )
    expect(
        verdicts,
        """
        agreement_id | person_id | verdict      | n_not_met | n_unknown
        EX001        | A         | inside       | 0         | 0
        EX001        | B         | undetermined | 0         | 1
        EX001        | C         | outside      | 1         | 1
        EX002        | A         | inside       | 0         | 0
        """,
    )
