from tests.support.spec import expect, made


def test_unknown_sex_is_neither():
    verdicts = made(
        "cohort.criterion_sex",
        {
            "cohort.assessed_person": """
                agreement_id | person_id | sex
                EX001        | A         | female
                EX001        | B         | male
                EX001        | C         | unknown
                EX002        | A         | female
            """,
            "agreement.criterion": """
                agreement_id | criterion_id | kind
                EX001        | women        | sex
                EX002        | anybody      | sex
                EX002        | adult        | age
            """,
            "agreement.criterion_value": """
                agreement_id | criterion_id | value
                EX001        | women        | female
                EX002        | anybody      | female
                EX002        | anybody      | male
            """,
        },
    )
    expect(
        verdicts,
        """
        agreement_id | criterion_id | person_id | verdict | evidence
        EX001        | women        | A         | met     | core.person/A
        EX001        | women        | B         | not_met | core.person/B
        EX001        | women        | C         | unknown | -
        EX002        | anybody      | A         | met     | core.person/A
        """,
    )
