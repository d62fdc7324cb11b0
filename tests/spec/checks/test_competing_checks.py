"""Each check of competing causes finds nothing in sound rows and objects to broken ones."""

import pytest

from tests.support.checks import offending

GROUP = "agreement_id | cohort | subgroup | level | measure"
KEY = "EX004 | inside | all | all"


@pytest.mark.parametrize(
    ("composite", "is_sound"),
    [
        ("treatment_duration | gap_60 | A | 90 | true", True),
        ("treatment_duration | gap_60 | A | 90 | false", False),
        ("treatment_duration | gap_60 | A | 91 | true", False),
    ],
)
def test_competing_event_any_cause_is_the_event(composite, is_sound):
    """B is in both, without a cause, and overall survival is no composite of anything."""
    found = offending(
        "outcome/competing_event__any_cause_is_the_event",
        {
            "outcome.competing_event": f"""
                {GROUP} | variant | person_id | time_days | cause
                {KEY} | end_of_treatment | gap_60 | A | 90 | stopped
                {KEY} | next_treatment | new_line | B | 300 | -
            """,
            "outcome.time_to_event": f"""
                {GROUP} | variant | person_id | time_days | is_event
                {KEY} | {composite}
                {KEY} | time_to_next_treatment | new_line | B | 300 | false
                {KEY} | overall_survival | kaplan_meier | C | 300 | true
            """,
        },
    )
    broken = [{"agreement_id": "EX004", "measure": "treatment_duration", "variant": "gap_60", "n_persons": 1}]
    assert found == ([] if is_sound else broken)


@pytest.mark.parametrize("missing", ["outcome.competing_event", "outcome.time_to_event"])
def test_competing_event_who_is_in_only_one_of_the_two_is_found(missing):
    both = {
        "outcome.competing_event": f"""
            {GROUP} | variant | person_id | time_days | cause
            {KEY} | next_treatment | new_line | B | 300 | death
        """,
        "outcome.time_to_event": f"""
            {GROUP} | variant | person_id | time_days | is_event
            {KEY} | time_to_next_treatment | new_line | B | 300 | true
        """,
    }
    check = "outcome/competing_event__any_cause_is_the_event"
    assert offending(check, both) == []
    found = offending(check, {name: rows for name, rows in both.items() if name != missing})
    assert [row["n_persons"] for row in found] == [1]
