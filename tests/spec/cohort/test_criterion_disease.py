from tests.support.spec import expect, made

CRITERIA = """
    agreement_id | criterion_id | kind      | subject
    EX001        | leukaemia    | diagnosis | -
    EX001        | age          | age       | -
"""


def _people(agreement: str, *persons: str) -> str:
    return "agreement_id | person_id\n" + "\n".join(f"{agreement} | {person}" for person in persons)


def test_not_met_needs_a_closed_register_with_another_coded_disease():
    """Nothing registered is unknown: a treated person without a case shows a gap, not another disease."""
    verdicts = made(
        "cohort.criterion_disease",
        {
            "cohort.assessed_person": _people("EX001", "fits", "other", "open", "nothing", "uncoded"),
            "agreement.criterion": CRITERIA,
            "cohort.judged_disease": """
                agreement_id|criterion_id|person_id|evidence|joint_verdict|earlier_verdict|is_state|is_register_closed
                EX001       |leukaemia   |fits     |row/1   |not_met      |met            |false   |false
                EX001       |leukaemia   |fits     |row/2   |met          |met            |false   |false
                EX001       |leukaemia   |other    |row/3   |not_met      |met            |false   |true
                EX001       |leukaemia   |open     |row/4   |not_met      |met            |false   |false
                EX001       |leukaemia   |uncoded  |row/5   |not_met      |met            |false   |true
                EX001       |leukaemia   |uncoded  |row/6   |unknown      |met            |false   |true
                EX002       |leukaemia   |nothing  |row/7   |met          |met            |false   |true
            """,
        },
    )
    expect(
        verdicts,
        """
        agreement_id | criterion_id | person_id | verdict | evidence
        EX001        | leukaemia    | fits      | met     | row/2
        EX001        | leukaemia    | other     | not_met | row/3
        EX001        | leukaemia    | open      | unknown | -
        EX001        | leukaemia    | nothing   | unknown | -
        EX001        | leukaemia    | uncoded   | unknown | -
        """,
    )


def test_how_a_disease_is_can_only_be_asked_of_one_that_may_be_the_one():
    """Another disease with spread says nothing; and where only others are registered, the stage is unknown."""
    verdicts = made(
        "cohort.criterion_disease",
        {
            "cohort.assessed_person": _people("EX004", "fits", "of_another", "only_other", "may_be"),
            "agreement.criterion": """
                agreement_id | criterion_id | kind       | subject
                EX004        | spread       | stage      | -
                EX004        | recent       | time_since | diagnosis
                EX004        | relapsed     | time_since | relapse
            """,
            "cohort.judged_disease": """
                agreement_id|criterion_id|person_id |evidence|joint_verdict|earlier_verdict|is_state|is_register_closed
                EX004       |spread      |fits      |row/1   |met          |met            |true    |false
                EX004       |recent      |fits      |row/1   |not_met      |met            |true    |false
                EX004       |spread      |of_another|row/2   |not_met      |met            |true    |false
                EX004       |recent      |of_another|row/2   |not_met      |not_met        |true    |false
                EX004       |spread      |of_another|row/3   |not_met      |not_met        |true    |false
                EX004       |recent      |of_another|row/3   |not_met      |not_met        |true    |false
                EX004       |spread      |only_other|row/4   |not_met      |not_met        |true    |true
                EX004       |recent      |only_other|row/4   |not_met      |not_met        |true    |true
                EX004       |spread      |may_be    |row/5   |unknown      |unknown        |true    |true
                EX004       |recent      |may_be    |row/5   |not_met      |unknown        |true    |true
            """,
        },
    )
    expect(
        verdicts,
        """
        criterion_id | person_id  | verdict | evidence
        spread       | fits       | met     | row/1
        recent       | fits       | not_met | row/1
        spread       | of_another | not_met | row/2
        recent       | of_another | unknown | -
        spread       | only_other | unknown | -
        recent       | only_other | unknown | -
        spread       | may_be     | unknown | -
        recent       | may_be     | not_met | row/5
        """,
    )


def test_without_persons_or_criteria_nothing_is_judged():
    assert made("cohort.criterion_disease", {"agreement.criterion": CRITERIA}) == []
    assert made("cohort.criterion_disease", {"cohort.assessed_person": _people("EX001", "A")}) == []
