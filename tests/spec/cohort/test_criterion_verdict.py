from tests.support.spec import expect, made

HEADER = "agreement_id | criterion_id | person_id | verdict | evidence\n"


def test_answers_on_the_person_and_on_the_disease_stand_together_with_their_kind():
    verdicts = made(
        "cohort.criterion_verdict",
        {
            "agreement.criterion": """
                agreement_id | criterion_id | kind
                EX001        | age          | age
                EX001        | leukaemia    | diagnosis
                EX001        | spread       | stage
                EX002        | age          | biomarker
            """,
            "cohort.judged_person": HEADER + "EX001 | age | A | met | row/1\nEX001 | age | B | unknown | -",
            "cohort.criterion_disease": HEADER
            + "EX001 | leukaemia | A | not_met | row/4\nEX001 | spread | A | unknown | -",
        },
    )
    expect(
        verdicts,
        """
        agreement_id | criterion_id | kind      | person_id | verdict | evidence
        EX001        | age          | age       | A         | met     | row/1
        EX001        | age          | age       | B         | unknown | -
        EX001        | leukaemia    | diagnosis | A         | not_met | row/4
        EX001        | spread       | stage     | A         | unknown | -
        """,
    )
