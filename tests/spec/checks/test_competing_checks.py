"""Each check of competing causes finds nothing in sound rows and objects to broken ones."""

import pytest

from tests.support.checks import offending

GROUP = "agreement_id | cohort | subgroup | level | measure"
KEY = "EX004 | inside | all | all"
GIVEN = {
    "cohort.group_member": """
        agreement_id | cohort | subgroup | level | person_id
        EX004        | inside | all      | all   | A
        EX004        | inside | all      | all   | B
    """,
    "outcome.treatment_duration": """
        agreement_id | person_id | variant | time_days | is_event
        EX004        | A         | gap_60  | 90        | true
    """,
    "outcome.time_to_next_treatment": """
        agreement_id | person_id | time_days | is_event
        EX004        | B         | 300       | false
    """,
}
CHECK = "outcome/competing_event__every_end_has_one_cause"


@pytest.mark.parametrize(
    ("first_event", "is_sound"), [("90 | stopped", True), ("90 | -", False), ("91 | stopped", False)]
)
def test_competing_event_every_end_has_one_cause(first_event, is_sound):
    """B is followed to day 300 without any cause."""
    rows = f"""
        {GROUP} | variant | person_id | time_days | cause
        {KEY} | end_of_treatment | gap_60 | A | {first_event}
        {KEY} | next_treatment | new_line | B | 300 | -
    """
    broken = [{"agreement_id": "EX004", "measure": "end_of_treatment", "variant": "gap_60", "n_persons": 1}]
    assert offending(CHECK, GIVEN | {"outcome.competing_event": rows}) == ([] if is_sound else broken)


def test_competing_event_who_is_missing_or_a_stranger_is_found():
    only_a = f"{GROUP} | variant | person_id | time_days | cause\n{KEY} | end_of_treatment | gap_60 | A | 90 | death"
    found = offending(CHECK, GIVEN | {"outcome.competing_event": only_a})
    assert [row["measure"] for row in found] == ["next_treatment"]
    stranger = only_a + f"\n{KEY} | next_treatment | new_line | B | 300 | -"
    stranger += f"\n{KEY} | next_treatment | new_line | C | 30 | death"
    found = offending(CHECK, GIVEN | {"outcome.competing_event": stranger})
    assert [row["n_persons"] for row in found] == [1]


@pytest.mark.parametrize(
    ("stopped", "survival", "is_sound"),
    [
        ("0.3", "0.5", True),
        ("0.3", "0.5000001", False),
        ("0.2", "0.5", False),
        ("0.3", "-", False),
        ("-", "0.5", False),
    ],
)
def test_estimate_causes_add_to_one_with_survival(stopped, survival, is_sound):
    """Beyond follow-up neither is known. Another group's survival, and overall survival, are no sum of these."""
    found = offending(
        "result/estimate__causes_add_to_one_with_survival",
        {
            "result.estimate": f"""
                {GROUP} | variant | time_days | estimate
                {KEY} | treatment_stopped | gap_60 | 183 | {stopped}
                {KEY} | treatment_changed | gap_60 | 183 | 0
                {KEY} | death_on_treatment | gap_60 | 183 | 0.2
                {KEY} | treatment_duration | gap_60 | 183 | {survival}
                {KEY} | treatment_duration | gap_90 | 183 | 0.9
                {KEY} | overall_survival | kaplan_meier | 183 | 0.9
                {KEY} | next_line | new_line | 730 | -
                {KEY} | death_before_next_line | new_line | 730 | -
                {KEY} | time_to_next_treatment | new_line | 730 | -
            """,
        },
    )
    broken = {"agreement_id": "EX004", "measure": "treatment_duration", "variant": "gap_60", "time_days": 183}
    assert found == ([] if is_sound else [broken | {"n_groups": 1}])
