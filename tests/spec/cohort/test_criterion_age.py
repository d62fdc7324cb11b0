from tests.support.spec import expect, made


def test_lower_limit_included_upper_limit_not():
    verdicts = made(
        "cohort.criterion_age",
        {
            "cohort.assessed_person": """
                agreement_id | person_id | age_years
                EX001        | A         | 0
                EX001        | B         | 17.99
                EX001        | C         | 18
                EX001        | D         | -
                EX002        | E         | 17.99
                EX002        | F         | 18
            """,
            "agreement.criterion": """
                agreement_id | criterion_id | kind  | minimum | maximum
                EX001        | age          | age   | 0       | 18
                EX002        | age          | age   | 18      | -
                EX002        | stage        | stage | 99      | -
            """,
        },
    )
    expect(
        verdicts,
        """
        agreement_id | criterion_id | person_id | verdict | evidence
        EX001        | age          | A         | met     | core.person/A
        EX001        | age          | B         | met     | core.person/B
        EX001        | age          | C         | not_met | core.person/C
        EX001        | age          | D         | unknown | -
        EX002        | age          | E         | not_met | core.person/E
        EX002        | age          | F         | met     | core.person/F
        """,
    )
