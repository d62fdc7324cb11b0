"""Checks on complications, responses and transplantations: nothing in sound rows, objection to broken ones."""

import pytest

from tests.support.checks import offending

COMPLICATION = (
    "agreement_id | person_id | complication | days_from_index | n_events | follow_up_days | evidence\n"
)


@pytest.mark.parametrize(
    ("row", "is_sound"),
    [
        ("10 | 1 | 90 | npr_episode/A/1", True),
        ("90 | 2 | 90 | npr_episode/A/1", True),
        ("- | 0 | 90 | -", True),
        ("91 | 1 | 90 | npr_episode/A/1", False),
        ("-1 | 1 | 90 | npr_episode/A/1", False),
        ("10 | 0 | 90 | npr_episode/A/1", False),
        ("- | 1 | 90 | -", False),
        ("10 | 1 | 90 | -", False),
        ("- | 0 | 90 | npr_episode/A/1", False),
    ],
)
def test_complication_first_one_while_followed(row, is_sound):
    check = "outcome/complication__first_one_while_followed"
    found = offending(check, {"outcome.complication": f"{COMPLICATION}EX001 | A | infection | {row}"})
    broken = [{"agreement_id": "EX001", "complication": "infection", "n_persons": 1}]
    assert found == ([] if is_sound else broken)


RESPONSE = "agreement_id | person_id | response | within_days | answer | days_from_index | evidence\n"


@pytest.mark.parametrize(
    ("row", "complete", "is_sound"),
    [
        ("yes | 56 | e", "false", True),
        ("unknown | - | -", "false", True),
        ("no | - | -", "true", True),
        ("not_due | 10 | e", "false", True),
        ("not_due | - | -", "false", True),
        ("yes | 57 | e", "false", False),
        ("yes | - | -", "false", False),
        ("yes | 10 | -", "false", False),
        ("unknown | 10 | e", "false", False),
        ("no | 10 | e", "true", False),
        ("no | - | -", "false", False),
    ],
)
def test_response_yes_needs_a_report_in_time(row, complete, is_sound):
    found = offending(
        "outcome/response__yes_needs_a_report_in_time",
        {
            "outcome.response": f"{RESPONSE}EX001 | A | any_response | 56 | {row}",
            "agreement.response": "agreement_id | response | are_reports_complete\n"
            f"EX001 | any_response | {complete}",
        },
    )
    broken = [{"agreement_id": "EX001", "response": "any_response", "n_persons": 1}]
    assert found == ([] if is_sound else broken)


TRANSPLANT = "agreement_id | person_id | within_days | answer | days_from_index | evidence\n"


@pytest.mark.parametrize(
    ("row", "is_sound"),
    [
        ("yes | 365 | s", True),
        ("no | - | -", True),
        ("unknown | - | s", True),
        ("not_due | 10 | s", True),
        ("yes | 366 | s", False),
        ("yes | - | s", False),
        ("yes | 10 | -", False),
        ("no | 10 | s", False),
        ("unknown | - | -", False),
        ("unknown | 10 | s", False),
    ],
)
def test_transplant_outcome_yes_needs_a_stay_in_time(row, is_sound):
    check = "outcome/transplant_outcome__yes_needs_a_stay_in_time"
    found = offending(check, {"outcome.transplant_outcome": f"{TRANSPLANT}EX001 | A | 365 | {row}"})
    assert found == ([] if is_sound else [{"agreement_id": "EX001", "n_persons": 1}])
