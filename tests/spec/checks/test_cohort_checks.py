"""Each check of the cohort layer finds nothing in sound rows and objects to broken ones."""

from tests.support.checks import offending

TREATED = """
    agreement_id | person_id | starter
    EX001        | A         | new_starter
    EX001        | B         | earlier_starter
"""


def test_attrition_step_one_row_per_treated_person():
    check = "cohort/attrition_step__one_row_per_treated_person"
    sound = "agreement_id | person_id\nEX001 | A\nEX001 | B"
    assert offending(check, {"cohort.treated_person": TREATED, "cohort.attrition_step": sound}) == []

    missing = "agreement_id | person_id\nEX001 | A"
    twice = sound + "\nEX001 | B"
    stranger = sound + "\nEX001 | C"
    for broken in (missing, twice, stranger):
        found = offending(check, {"cohort.treated_person": TREATED, "cohort.attrition_step": broken})
        assert found == [{"agreement_id": "EX001", "n_persons": 1}]


def test_criterion_verdict_one_per_person_and_criterion():
    check = "cohort/criterion_verdict__one_per_person_and_criterion"
    given = {
        "cohort.assessed_person": "agreement_id | person_id\nEX001 | A\nEX001 | B",
        "agreement.criterion": "agreement_id | criterion_id\nEX001 | age\nEX002 | age",
    }
    sound = "agreement_id | criterion_id | person_id\nEX001 | age | A\nEX001 | age | B"
    assert offending(check, {**given, "cohort.criterion_verdict": sound}) == []

    missing = "agreement_id | criterion_id | person_id\nEX001 | age | A"
    twice = sound + "\nEX001 | age | A"
    stranger = sound + "\nEX001 | age | C"
    for broken in (missing, twice, stranger):
        found = offending(check, {**given, "cohort.criterion_verdict": broken})
        assert found == [{"agreement_id": "EX001", "criterion_id": "age", "n_persons": 1}]


def test_eligibility_outside_only_with_a_criterion_not_met():
    check = "cohort/eligibility__outside_only_with_a_criterion_not_met"
    sound = """
        agreement_id | person_id | verdict      | n_not_met | n_unknown
        EX001        | A         | inside       | 0         | 0
        EX001        | B         | undetermined | 0         | 2
        EX001        | C         | outside      | 1         | 2
    """
    assert offending(check, {"cohort.eligibility": sound}) == []

    broken = """
        agreement_id | person_id | verdict      | n_not_met | n_unknown
        EX001        | A         | inside       | 0         | 1
        EX001        | B         | undetermined | 1         | 1
        EX001        | C         | outside      | 0         | 1
        EX001        | D         | undetermined | 0         | 0
    """
    found = offending(check, {"cohort.eligibility": broken})
    assert sorted((row["verdict"], row["n_persons"]) for row in found) == [
        ("inside", 1),
        ("outside", 1),
        ("undetermined", 2),
    ]


def test_membership_groups_are_nested():
    check = "cohort/membership__groups_are_nested"
    sound = """
        agreement_id | cohort                 | person_id
        EX001        | inside                 | A
        EX001        | inside_or_undetermined | A
        EX001        | all_treated            | A
    """
    assert offending(check, {"cohort.treated_person": TREATED, "cohort.membership": sound}) == []

    not_nested = "agreement_id | cohort | person_id\nEX001 | inside | A\nEX001 | all_treated | A"
    starter_missing = "agreement_id | cohort | person_id"
    earlier_starter = sound + "\nEX001 | all_treated | B"
    for broken in (not_nested, starter_missing, earlier_starter):
        found = offending(check, {"cohort.treated_person": TREATED, "cohort.membership": broken})
        assert found == [{"agreement_id": "EX001", "n_persons": 1}]
