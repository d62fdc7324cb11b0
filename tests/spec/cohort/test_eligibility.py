from tests.support.spec import expect, made

CRITERIA = """
    agreement_id | criterion_id | position | alternative_group
    EX001        | diagnosis    | 2        | -
    EX001        | age          | 1        | -
"""


def test_kleene_one_no_is_outside_then_one_unknown_is_undetermined():
    verdicts = made(
        "cohort.eligibility",
        {
            "cohort.assessed_person": """
                agreement_id | person_id
                EX001        | A
                EX001        | B
                EX001        | C
                EX001        | D
                EX002        | A
            """,
            "agreement.criterion": CRITERIA,
            "cohort.criterion_verdict": """
                agreement_id | criterion_id | person_id | verdict
                EX001        | age          | A         | met
                EX001        | diagnosis    | A         | met
                EX001        | age          | B         | met
                EX001        | diagnosis    | B         | unknown
                EX001        | age          | C         | unknown
                EX001        | diagnosis    | C         | not_met
                EX001        | age          | D         | not_met
                EX001        | diagnosis    | D         | not_met
            """,
        },
    )
    expect(
        verdicts,
        """
        agreement_id | person_id | verdict      | n_not_met | n_unknown | criterion_id
        EX001        | A         | inside       | 0         | 0         | -
        EX001        | B         | undetermined | 0         | 1         | diagnosis
        EX001        | C         | outside      | 1         | 1         | diagnosis
        EX001        | D         | outside      | 2         | 0         | age
        EX002        | A         | inside       | 0         | 0         | -
        """,
    )


def test_of_alternatives_one_is_enough_and_all_must_fail():
    """Two groups may bear the name of a criterion: they are groups all the same."""
    verdicts = made(
        "cohort.eligibility",
        {
            "cohort.assessed_person": """
                agreement_id | person_id
                EX001        | one_met
                EX001        | one_open
                EX001        | none
                EX001        | plain_no
            """,
            "agreement.criterion": """
                agreement_id | criterion_id | position | alternative_group
                EX001        | transplant   | 1        | age
                EX001        | lines        | 2        | age
                EX001        | age          | 3        | -
            """,
            "cohort.criterion_verdict": """
                agreement_id | criterion_id | person_id | verdict
                EX001        | lines        | one_met   | met
                EX001        | transplant   | one_met   | not_met
                EX001        | age          | one_met   | met
                EX001        | lines        | one_open  | unknown
                EX001        | transplant   | one_open  | not_met
                EX001        | age          | one_open  | met
                EX001        | lines        | none      | not_met
                EX001        | transplant   | none      | not_met
                EX001        | age          | none      | unknown
                EX001        | lines        | plain_no  | met
                EX001        | transplant   | plain_no  | unknown
                EX001        | age          | plain_no  | not_met
            """,
        },
    )
    expect(
        verdicts,
        """
        person_id | verdict      | n_not_met | n_unknown | criterion_id
        one_met   | inside       | 0         | 0         | -
        one_open  | undetermined | 0         | 1         | lines
        none      | outside      | 1         | 1         | transplant
        plain_no  | outside      | 1         | 0         | age
        """,
    )


def test_the_criterion_named_is_the_first_that_leaves_it_open():
    """An alternative that is unknown beside one that is met leaves nothing open."""
    verdicts = made(
        "cohort.eligibility",
        {
            "cohort.assessed_person": "agreement_id | person_id\nEX001 | both_open\nEX001 | settled",
            "agreement.criterion": """
                agreement_id | criterion_id | position | alternative_group
                EX001        | transplant   | 1        | either
                EX001        | lines        | 2        | either
                EX001        | age          | 3        | -
            """,
            "cohort.criterion_verdict": """
                agreement_id | criterion_id | person_id | verdict
                EX001        | transplant   | both_open | unknown
                EX001        | lines        | both_open | unknown
                EX001        | age          | both_open | unknown
                EX001        | transplant   | settled   | unknown
                EX001        | lines        | settled   | met
                EX001        | age          | settled   | unknown
            """,
        },
    )
    expect(
        verdicts,
        """
        person_id | verdict      | n_unknown | criterion_id
        both_open | undetermined | 2         | transplant
        settled   | undetermined | 1         | age
        """,
    )


def test_without_criteria_everybody_is_inside_and_without_persons_nobody_is():
    assert made("cohort.eligibility", {"agreement.criterion": CRITERIA}) == []
    persons = {"cohort.assessed_person": "agreement_id | person_id\nEX001 | A"}
    expect(made("cohort.eligibility", persons), "person_id | verdict | criterion_id\nA | inside | -")
