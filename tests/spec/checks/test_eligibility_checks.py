"""Checks on who is assessed, judged and counted: silent on sound rows, loud on broken ones."""

from tests.support.checks import offending

CRITERIA = """
    agreement_id | criterion_id | alternative_group
    EX001        | age          | -
    EX001        | lines        | either
    EX001        | transplant   | either
"""
VERDICTS = """
    agreement_id | criterion_id | person_id | verdict
    EX001        | age          | A         | met
    EX001        | lines        | A         | met
    EX001        | transplant   | A         | not_met
    EX001        | age          | B         | met
    EX001        | lines        | B         | unknown
    EX001        | transplant   | B         | not_met
    EX001        | age          | C         | unknown
    EX001        | lines        | C         | not_met
    EX001        | transplant   | C         | not_met
"""
VERDICT_OF = {"A": "inside", "B": "undetermined", "C": "outside"}


def _eligibility(**verdicts: str) -> str:
    rows = [f"EX001 | {person} | {verdict}" for person, verdict in (VERDICT_OF | verdicts).items()]
    return "\n".join(["agreement_id | person_id | verdict", *rows])


def test_eligibility_is_kleenes_and_of_the_criteria():
    check = "cohort/eligibility__is_kleenes_and_of_the_criteria"
    given = {"agreement.criterion": CRITERIA, "cohort.criterion_verdict": VERDICTS}
    assert offending(check, {**given, "cohort.eligibility": _eligibility()}) == []
    for person, right in VERDICT_OF.items():
        for wrong in set(VERDICT_OF.values()) - {right}:
            assert offending(check, {**given, "cohort.eligibility": _eligibility(**{person: wrong})}) == [
                {"agreement_id": "EX001", "stated_verdict": wrong, "verdict": right, "n_persons": 1}
            ]
    assert (
        offending(check, {"cohort.eligibility": "agreement_id | person_id | verdict\nEX009 | A | inside"})
        == []
    )


def test_membership_nobody_untreated():
    check = "cohort/membership__nobody_untreated"
    assessed = "agreement_id | person_id | is_treated\nEX001 | A | true\nEX001 | B | false"
    sound = "agreement_id | person_id\nEX001 | A\nEX001 | A\nEX002 | B"
    assert offending(check, {"cohort.assessed_person": assessed, "cohort.membership": sound}) == []
    broken = sound + "\nEX001 | B\nEX001 | B"
    found = offending(check, {"cohort.assessed_person": assessed, "cohort.membership": broken})
    assert found == [{"agreement_id": "EX001", "n_persons": 1}]


def test_assessed_person_treated_are_treated():
    check = "cohort/assessed_person__treated_are_treated"
    given = {
        "cohort.treated_person": "agreement_id | person_id | index_date\nEX001 | A | 2023-01-01",
        "cohort.agreement_exposure": "agreement_id | person_id\nEX001 | A\nEX001 | out_of_scope",
    }
    header = "agreement_id | person_id | is_treated | judged_at_date\n"
    sound = header + "EX001 | A | true | 2023-01-01\nEX001 | B | false | 2023-02-01"
    assert offending(check, {**given, "cohort.assessed_person": sound}) == []

    missing = header + "EX001 | B | false | 2023-02-01"
    other_day = header + "EX001 | A | true | 2023-01-02"
    called_untreated = sound + "\nEX001 | out_of_scope | false | 2023-01-02"
    called_treated = sound + "\nEX001 | C | true | 2023-01-02"
    for broken in (missing, other_day, called_untreated, called_treated):
        found = offending(check, {**given, "cohort.assessed_person": broken})
        assert found == [{"agreement_id": "EX001", "n_persons": 1}]


def test_criterion_disease_one_disease_fits_all():
    check = "cohort/criterion_disease__one_disease_fits_all"
    criteria = "agreement_id | criterion_id | alternative_group\nEX001 | lung | {0}\nEX001 | spread | {0}"
    both_met = """
        agreement_id | criterion_id | person_id | verdict
        EX001        | lung         | A         | met
        EX001        | spread       | A         | met
        EX001        | lung         | B         | met
        EX001        | spread       | B         | unknown
    """
    halves = """
        agreement_id | criterion_id | person_id | disease | verdict
        EX001        | lung         | A         | row/1   | met
        EX001        | spread       | A         | row/1   | not_met
        EX001        | lung         | A         | row/2   | unknown
        EX001        | spread       | A         | row/2   | met
    """
    whole = halves.replace("unknown", "met    ")
    given = {"agreement.criterion": criteria.format("-"), "cohort.criterion_disease": both_met}
    assert offending(check, {**given, "cohort.judged_disease": whole}) == []
    assert offending(check, {**given, "cohort.judged_disease": halves}) == [
        {"agreement_id": "EX001", "n_persons": 1}
    ]
    given["agreement.criterion"] = criteria.format("either")
    assert offending(check, {**given, "cohort.judged_disease": halves}) == []


def test_attrition_step_names_the_criterion_that_decides():
    check = "cohort/attrition_step__names_the_criterion_that_decides"
    sound = {
        "A": "inside | -",
        "B": "undetermined | lines",
        "C": "outside | lines",
        "D": "earlier_starter | -",
    }

    def found(steps: dict[str, str]) -> list[dict]:
        rows = [f"EX001 | {person} | {step}" for person, step in steps.items()]
        table = "\n".join(["agreement_id | person_id | reason | criterion_id", *rows])
        return offending(check, {"cohort.criterion_verdict": VERDICTS, "cohort.attrition_step": table})

    assert found(sound) == []
    for person, step in (
        ("A", "inside | lines"),
        ("B", "undetermined | -"),
        ("B", "undetermined | age"),
        ("C", "outside | age"),
        ("D", "earlier_starter | age"),
    ):
        reason = step.split()[0]
        assert found(sound | {person: step}) == [{"agreement_id": "EX001", "reason": reason, "n_persons": 1}]


def test_uptake_treated_have_a_dose():
    check = "cohort/uptake__treated_have_a_dose"
    given = {
        "cohort.agreement_exposure": "agreement_id | person_id\nEX001 | A\nEX001 | A\nEX001 | earlier",
        "cohort.treated_person": """
            agreement_id | person_id | starter
            EX001        | A         | new_starter
            EX001        | earlier   | earlier_starter
        """,
    }
    sound = "agreement_id | person_id | uptake\nEX001 | A | treated\nEX001 | B | untreated\nEX001 | C | not_known\nEX001 | earlier | not_known"
    assert offending(check, {**given, "cohort.uptake": sound}) == []
    for wrong, uptake in (
        ("EX001 | earlier | treated", "treated"),
        ("EX001 | nobody | treated", "treated"),
        ("EX001 | earlier | untreated", "untreated"),
    ):
        assert offending(check, {**given, "cohort.uptake": f"{sound}\n{wrong}"}) == [
            {"agreement_id": "EX001", "uptake": uptake, "n_persons": 1}
        ]


def test_exclusion_count_everybody_treated_once():
    check = "result/exclusion_count__everybody_treated_once"
    treated = "agreement_id | person_id\nEX001 | A\nEX001 | B"
    sound = "agreement_id | category | n\nEX001 | inside | 1\nEX001 | outside:age | 1\nEX002 | inside | 0"
    assert offending(check, {"cohort.treated_person": treated, "result.exclusion_count": sound}) == []
    broken = sound.replace("outside:age | 1", "outside:age | 2")
    assert offending(check, {"cohort.treated_person": treated, "result.exclusion_count": broken}) == [
        {"agreement_id": "EX001", "n_counted": 3, "n_treated": 2}
    ]
    nobody = "agreement_id | category | n"
    assert len(offending(check, {"cohort.treated_person": treated, "result.exclusion_count": nobody})) == 1


def test_person_count_levels_add_up():
    check = "result/person_count__levels_add_up"
    head = "agreement_id | topic | item | grouping | level | category | n\n"
    whole = head + "EX001 | line | index | all | all | 1 | 5\nEX001 | line | index | all | all | 2 | 0\n"
    sound = whole + "EX001 | line | index | year | 2023 | 1 | 3\nEX001 | line | index | year | 2024 | 1 | 2"
    assert offending(check, {"result.person_count": sound}) == []
    for broken in ("1 | 1", "1 | 3", "2 | 1"):
        found = offending(
            check, {"result.person_count": sound + f"\nEX001 | line | index | year | 2025 | {broken}"}
        )
        assert len(found) == 1
