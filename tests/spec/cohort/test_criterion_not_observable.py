from tests.support.spec import expect, made


def test_what_no_register_holds_is_unknown_for_everybody():
    verdicts = made(
        "cohort.criterion_not_observable",
        {
            "cohort.assessed_person": """
                agreement_id | person_id
                EX003        | A
                EX004        | B
            """,
            "agreement.criterion": """
                agreement_id | criterion_id | kind
                EX003        | pregnancy    | not_observable
                EX004        | age          | age
            """,
        },
    )
    expect(
        verdicts,
        """
        agreement_id | criterion_id | person_id | verdict | evidence
        EX003        | pregnancy    | A         | unknown | -
        """,
    )
