"""Checks on lines, attribution, stop rules and exit: nothing in sound rows, something in each broken table."""

from datetime import date

import pytest

from tests.support.checks import n_offending

DATA_CUT = date(2023, 6, 1)
TREATED = "agreement_id | person_id\nEX001 | A\nEX001 | B"
NOBODY_TWICE = ("EX001 | A", "EX001 | A\nEX001 | B\nEX001 | B", "EX001 | A\nEX001 | B\nEX001 | C")
"""Somebody missing, somebody twice, and a stranger, where A and B are expected once each."""

LINES = "agreement_id | person_id | line_number | line_start | line_end | is_index_line\n"
ASSESSED = """
    agreement_id | person_id | is_treated | judged_at_date
    EX001        | A         | true       | 2023-01-10
    EX001        | B         | false      | 2023-01-10
"""
STOP = "agreement_id | is_proposal | stop_date\nEX001 | false | 2023-06-01"
NEW_STARTERS = "agreement_id | starter\nEX001 | new_starter\nEX001 | new_starter\nEX001 | earlier_starter"
COUNTS = "agreement_id | item | grouping | level | n\n"
TOPICS = "agreement_id | topic | item | grouping | level | n\n"
ANSWERED_BY_ALL = ("eligibility", "criterion", "attribution", "line", "context", "stop_rule", "stop_reason")


def once_each(head: str) -> tuple[str, list[str]]:
    """A table with one row for A and one for B, and the ways it can be wrong."""
    begin = f"{head}\n"
    return begin + "EX001 | A\nEX001 | B", [begin + broken for broken in NOBODY_TWICE]


PERSONS, PERSONS_BROKEN = once_each("agreement_id | person_id")

# Per check: the tables it reads that stay, the table it is of with sound rows, and that table broken.
EXAMPLES = {
    "cohort/therapy_line__numbered_in_order_of_time": (
        {},
        "cohort.therapy_line",
        LINES + "EX001 | A | 1 | 2023-01-01 | 2023-02-01 | true\nEX001 | A | 2 | 2023-02-02 | 2023-02-02 | false",
        [
            LINES + "EX001 | A | 2 | 2023-01-01 | 2023-02-01 | true",
            LINES + "EX001 | A | 1 | 2023-02-02 | 2023-02-02 | true\nEX001 | A | 2 | 2023-01-01 | 2023-01-02 | false",
            LINES + "EX001 | A | 1 | 2023-01-01 | 2023-02-01 | true\nEX001 | A | 3 | 2023-02-02 | 2023-02-02 | false",
            LINES + "EX001 | A | 1 | 2023-01-01 | 2023-02-02 | true\nEX001 | A | 2 | 2023-02-02 | 2023-02-03 | false",
            LINES + "EX001 | A | 1 | 2023-02-01 | 2023-01-31 | true",
        ],
    ),
    "cohort/therapy_line__one_index_line_per_treated_person": (
        {"cohort.assessed_person": ASSESSED},
        "cohort.therapy_line",
        LINES + "EX001 | A | 1 | 2023-01-10 | 2023-02-01 | true\nEX001 | B | 1 | 2023-01-01 | 2023-02-01 | false",
        [
            LINES + "EX001 | B | 1 | 2023-01-01 | 2023-02-01 | false",
            LINES + "EX001 | A | 1 | 2023-01-10 | 2023-02-01 | false",
            LINES + "EX001 | A | 1 | 2023-01-11 | 2023-02-01 | true",
            LINES + "EX001 | A | 1 | 2023-01-10 | 2023-02-01 | true\nEX001 | A | 2 | 2023-03-01 | 2023-03-01 | true",
            LINES + "EX001 | A | 1 | 2023-01-10 | 2023-02-01 | true\nEX001 | B | 1 | 2023-01-01 | 2023-02-01 | true",
        ],
    ),
    "cohort/therapy_line__holds_every_record_of_the_drug": (
        {
            "cohort.assessed_person": ASSESSED,
            "cohort.agreement_exposure": """
                agreement_id | person_id | exposure_id | exposure_date
                EX001        | A         | 1           | 2023-01-10
                EX001        | A         | 2           | 2023-03-10
                EX001        | not_in    | 3           | 2023-03-10
            """,
        },
        "cohort.therapy_line",
        LINES + "EX001 | A | 1 | 2023-01-10 | 2023-03-10 | true",
        [LINES, LINES + "EX001 | A | 1 | 2023-01-10 | 2023-03-09 | true"],
    ),
    "cohort/treatment_history__one_row_per_assessed_person": (
        {"cohort.assessed_person": TREATED}, "cohort.treatment_history", PERSONS, PERSONS_BROKEN,
    ),
    "cohort/attribution__one_row_per_treated_person": (
        {"cohort.treated_person": TREATED}, "cohort.attribution", PERSONS, PERSONS_BROKEN,
    ),
    "cohort/treatment_context__one_row_per_treated_person": (
        {"cohort.treated_person": TREATED}, "cohort.treatment_context", PERSONS, PERSONS_BROKEN,
    ),
    "cohort/attribution__class_fits_the_candidates": (
        {},
        "cohort.attribution",
        """
        agreement_id | ambiguity     | attributed_to | n_candidates | n_primaries
        EX001        | certain       | other_disease | 1            | 1
        EX001        | certain       | indication    | 2            | 3
        EX001        | one_candidate | indication    | 1            | 1
        EX001        | several       | unknown       | 2            | 2
        EX001        | several       | indication    | 2            | 2
        EX001        | none          | unknown       | 0            | 1
        """,
        [
            f"agreement_id | ambiguity | attributed_to | n_candidates | n_primaries\nEX001 | {row}"
            for row in (
                "certain | indication | 0 | 0",
                "none | unknown | 1 | 1",
                "one_candidate | indication | 2 | 2",
                "several | unknown | 1 | 1",
                "none | indication | 0 | 0",
                "several | other_disease | 2 | 2",
                "one_candidate | indication | 1 | 0",
            )
        ],
    ),
    "outcome/next_line__after_the_index_date": (
        {"cohort.treated_person": "agreement_id | person_id | index_date\nEX001 | A | 2023-01-01"},
        "outcome.next_line",
        "agreement_id | person_id | next_line_date\nEX001 | A | 2023-01-02",
        [
            "agreement_id | person_id | next_line_date\nEX001 | A | 2023-01-01",
            "agreement_id | person_id | next_line_date\nEX001 | B | 2023-01-02",
        ],
    ),
    "outcome/stop_rule__followed_needs_an_end_in_time": (
        {
            "agreement.agreement": "agreement_id | primary_duration_variant\nEX001 | gap_90",
            "agreement.use_rule": """
                agreement_id | rule_id     | kind  | judged_by
                EX001        | progression | stop  | course_event
                EX001        | one_year    | stop  | longest_use
                EX001        | toxicity    | stop  | not_observable
                EX001        | begin       | start | not_observable
            """,
            "outcome.treatment_duration": """
                agreement_id | person_id | variant | is_event | end_reason
                EX001        | A         | gap_90  | true     | stopped
                EX001        | A         | gap_60  | true     | death
                EX001        | B         | gap_90  | false    | complete_to
                EX001        | B         | gap_60  | true     | stopped
                EX001        | D         | gap_90  | true     | death
                EX001        | D         | gap_60  | true     | stopped
            """,
        },
        "outcome.stop_rule",
        """
        agreement_id | person_id | rule_id     | verdict      | evidence
        EX001        | A         | progression | followed     | event
        EX001        | A         | one_year    | followed     | -
        EX001        | B         | progression | not_due      | event
        EX001        | B         | one_year    | not_followed | -
        EX001        | C         | progression | unknown      | -
        EX001        | C         | toxicity    | unknown      | -
        EX001        | D         | progression | died         | event
        EX001        | D         | one_year    | not_followed | -
        """,
        [
            f"agreement_id | person_id | rule_id | verdict | evidence\nEX001 | {row}"
            for row in (
                "B | one_year | followed | -",
                "C | one_year | followed | -",
                "A | progression | followed | -",
                "A | progression | not_followed | -",
                "A | toxicity | followed | -",
                "A | one_year | died | -",
                "B | one_year | died | -",
                "D | one_year | followed | -",
                "A | begin | unknown | -",
                "A | no_such_rule | unknown | -",
            )
        ],
    ),
    "outcome/exit_status__divides_the_treated": (
        {"agreement.agreement": STOP, "cohort.treated_person": TREATED + "\nEX002 | A"},
        "outcome.exit_status",
        PERSONS,
        PERSONS_BROKEN,
    ),
    "outcome/exit_status__fits_the_stop_date": (
        {
            "agreement.agreement": STOP,
            "cohort.treated_person": """
                agreement_id | person_id | first_dose_date
                EX001        | A         | 2023-05-31
                EX001        | B         | 2023-06-01
            """,
        },
        "outcome.exit_status",
        """
        agreement_id | person_id | status         | date
        EX001        | A         | stopped_before | 2023-06-01
        EX001        | B         | new_start      | 2023-06-01
        """,
        [
            f"agreement_id | person_id | status | date\nEX001 | {row}"
            for row in (
                "A | new_start | 2023-05-31",
                "B | on_treatment | 2023-06-01",
                "A | stopped_before | 2023-06-02",
                "A | on_treatment | 2023-07-01",
            )
        ],
    ),
    "result/person_count__divides_the_new_starters": (
        {"cohort.treated_person": NEW_STARTERS},
        "result.person_count",
        TOPICS + "EX001 | line | a | all | all | 2\nEX001 | line | a | year | 2022 | 1"
        "\nEX001 | line | a | year | 2023 | 1\nEX001 | context | a | all | all | 2\nEX002 | line | a | all | all | 0"
        "\nEX001 | testing | a | all | all | 9",
        [
            TOPICS + row
            for row in (
                *(f"EX001 | {topic} | a | all | all | 1" for topic in ANSWERED_BY_ALL),
                "EX001 | line | a | all | all | 2\nEX001 | line | a | year | 2022 | 3",
                "EX001 | line | a | all | all | 2\nEX001 | line | b | all | all | 3",
                "EX001 | line | a | all | all | 1\nEX001 | context | a | all | all | 1",
                "EX002 | line | a | all | all | 1",
            )
        ],
    ),
    "outcome/stop_reason__explains_an_end": (
        {
            "agreement.agreement": "agreement_id | primary_duration_variant\nEX001 | gap_90",
            "outcome.treatment_duration": """
                agreement_id | person_id | variant | is_event | end_reason
                EX001        | A         | gap_90  | true     | stopped
                EX001        | A         | gap_60  | true     | death
                EX001        | B         | gap_90  | false    | complete_to
                EX001        | D         | gap_90  | true     | death
                EX001        | E         | gap_90  | true     | next_line
            """,
        },
        "outcome.stop_reason",
        """
        agreement_id | person_id | reason
        EX001        | A         | not_recorded
        EX001        | B         | on_treatment
        EX001        | C         | not_known
        EX001        | D         | death
        EX001        | E         | progression
        """,
        [
            f"agreement_id | person_id | reason\nEX001 | {row}"
            for row in (
                "A | death", "A | next_line", "A | on_treatment", "A | not_known", "B | progression",
                "B | not_known", "C | on_treatment", "C | not_recorded", "D | progression", "E | death",
            )
        ],
    ),
    "result/exit_count__divides_the_treated": (
        {"cohort.treated_person": NEW_STARTERS},
        "result.exit_count",
        COUNTS + "EX001 | all | all | all | 3\nEX001 | all | hospital | 1 | 2\nEX001 | all | hospital | 2 | 1",
        [COUNTS + "EX001 | all | all | all | 2", COUNTS + "EX001 | all | hospital | 1 | 4"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("check", EXAMPLES)
def test_check_finds_nothing_in_sound_rows(check):
    kept, table, sound, _ = EXAMPLES[check]
    assert n_offending(check, {**kept, table: sound}, DATA_CUT) == 0


@pytest.mark.parametrize(
    ("check", "number"),
    [(check, number) for check, example in EXAMPLES.items() for number in range(len(example[3]))],
)
def test_check_objects_to_each_broken_table(check, number):
    kept, table, _, broken = EXAMPLES[check]
    assert n_offending(check, {**kept, table: broken[number]}, DATA_CUT) > 0
