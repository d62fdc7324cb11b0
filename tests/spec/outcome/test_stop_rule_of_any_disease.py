"""An agreement that names no diagnosis is for any disease: a report on any of them counts."""

import pytest

from tests.spec.outcome.test_stop_rule import of_rule, verdicts


@pytest.mark.parametrize(("names_diagnosis", "verdict"), [("false", "followed"), ("true", "unknown")])
def test_a_report_on_another_disease_counts_only_where_no_diagnosis_is_named(names_diagnosis, verdict):
    found = verdicts(
        "A | 160 | true",
        cohort__disease_register="agreement_id | register | names_diagnosis\n"
        f"EX004 | kreftregisteret | {names_diagnosis}",
        cohort__disease="tumour_id\nT1",
        core__course_event="""
            person_id | tumour_id | event_id | event_type  | event_date
            A         | T1        | 1        | progression | 2023-04-11
        """,
    )
    assert [row["verdict"] for row in of_rule("progression", found)] == [verdict]
