"""Each check of patient-reported outcomes finds nothing in sound rows and objects to broken ones."""

import pytest

from tests.support.checks import offending

INVITED = "agreement_id | person_id | time_days | state | window_from_date | window_to_date\n"
ONE = INVITED + "EX004 | A | 0 | {state} | 2022-10-03 | 2023-01-16\n"


@pytest.mark.parametrize(
    ("found", "is_sound"),
    [
        ("EX004 | A | 0 | dead | 2022-10-03 | 2023-01-16", True),
        ("EX004 | A | 0 | dead | 2022-10-03 | 2023-01-16\n" * 2, False),
        ("EX004 | B | 0 | dead | 2022-10-03 | 2023-01-16", False),
        ("", False),
    ],
)
def test_everybody_is_in_one_state(found, is_sound):
    given = {
        "cohort.treated_person": "agreement_id | person_id | starter\n"
        "EX004 | A | new_starter\nEX004 | C | earlier_starter",
        "agreement.patient_reported_time": "agreement_id | time_days\nEX004 | 0",
        "core.source": "register\nprom",
        "outcome.prom_invitation": INVITED + found,
    }
    check = "outcome/prom_invitation__everybody_is_in_one_state"
    wrong = offending(check, given)
    assert (wrong == []) == is_sound
    assert is_sound or {(row["agreement_id"], row["time_days"]) for row in wrong} == {("EX004", 0)}
    assert (
        offending(check, given | {"core.source": "register\nnpr", "outcome.prom_invitation": INVITED}) == []
    )


@pytest.mark.parametrize(
    ("state", "answered", "is_sound"),
    [
        ("answered", "2022-10-03", True),
        ("answered", "2023-01-15", True),
        ("answered", "2023-01-16", False),
        ("answered", "2022-10-02", False),
        ("no_answer", "2022-12-01", False),
    ],
)
def test_a_score_is_of_an_answer_in_its_window(state, answered, is_sound):
    found = offending(
        "outcome/prom_score__of_an_answer_in_its_window",
        {
            "outcome.prom_invitation": ONE.format(state=state),
            "outcome.prom_score": "agreement_id | person_id | time_days | scale | answered_date\n"
            f"EX004 | A | 0 | eq_vas | {answered}",
        },
    )
    assert found == ([] if is_sound else [{"agreement_id": "EX004", "time_days": 0, "n_scores": 1}])
