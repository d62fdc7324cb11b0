import pytest

from tests.support.spec import expect, made

EVENTS = """
    person_id | event_id | event_type  | event_date | tumour_id
    A         | own      | progression | 2023-03-01 | T1
    A         | other    | relapse     | 2023-03-01 | T2
    A         | no_case  | response    | 2023-03-01 | -
    A         | not_held | metastasis  | 2023-03-01 | T4
    B         | stranger | progression | 2023-03-01 | -
"""


@pytest.mark.parametrize(
    ("names_diagnosis", "counted"),
    [("true", ["no_case", "not_held", "own"]), ("false", ["no_case", "not_held", "other", "own"])],
)
def test_an_event_of_another_disease_does_not_count_where_a_diagnosis_is_named(names_diagnosis, counted):
    """B is not treated; what the other agreement says of T2 is its own business."""
    found = made(
        "cohort.agreement_course_event",
        {
            "cohort.treated_person": "agreement_id | person_id\nEX004 | A",
            "cohort.disease_register": f"agreement_id | register | names_diagnosis\n"
            f"EX004 | kreftregisteret | {names_diagnosis}",
            "cohort.disease": "evidence | tumour_id\n1 | T1\n2 | T2\n3 | -",
            "cohort.agreement_disease": "agreement_id | evidence | tumour_id\nEX004 | 1 | T1\nEX001 | 2 | T2",
            "core.course_event": EVENTS,
        },
    )
    assert sorted(row["event_id"] for row in found) == counted


def test_every_agreement_has_the_events_of_its_own_disease():
    found = made(
        "cohort.agreement_course_event",
        {
            "cohort.treated_person": "agreement_id | person_id\nEX004 | A\nEX001 | A",
            "cohort.disease_register": "agreement_id | register | names_diagnosis\n"
            "EX004 | kreftregisteret | true\nEX001 | kreftregisteret | true",
            "cohort.disease": "evidence | tumour_id\n1 | T1\n2 | T2\n3 | T4",
            "cohort.agreement_disease": "agreement_id | evidence | tumour_id\nEX004 | 1 | T1\nEX001 | 2 | T2",
            "core.course_event": EVENTS,
        },
    )
    expect(
        found,
        """
        agreement_id | person_id | event_id | event_type  | event_date
        EX004        | A         | own      | progression | 2023-03-01
        EX004        | A         | no_case  | response    | 2023-03-01
        EX001        | A         | other    | relapse     | 2023-03-01
        EX001        | A         | no_case  | response    | 2023-03-01
        """,
    )
