"""Everybody begins on 2023-01-01 (day 0) and has a record on days 0, 30, 60 and 200."""

from tests.support.spec import expect, made


def records(durations: str, courses: str) -> list[dict]:
    """`durations`: person, rule, days, reason; `courses`: person, rule, number of records of the course."""
    people = sorted({line.split("|")[0].strip() for line in durations.strip().splitlines()})
    days = {"2023-01-01": 100, "2023-01-31": 20, "2023-03-02": None, "2023-07-20": 3}
    coverage, exposures = [], []
    for person in people:
        for number, (day, cost) in enumerate(days.items(), 1):
            coverage.append(f"EX004 | {person} | {person}{number} | {number} | {day}")
            exposures.append(f"EX004 | {person}{number} | {'-' if cost is None else cost}")
    return made(
        "outcome.treatment_record",
        {
            "cohort.treated_person": "agreement_id | person_id | index_date\n"
            + "\n".join(f"EX004 | {person} | 2023-01-01" for person in people),
            "outcome.treatment_duration": "agreement_id | person_id | variant | time_days | end_reason\n"
            + "\n".join(f"EX004 | {line.strip()}" for line in durations.strip().splitlines()),
            "outcome.treatment_course": "agreement_id | person_id | variant | n_exposures\n"
            + "\n".join(f"EX004 | {line.strip()}" for line in courses.strip().splitlines()),
            "outcome.exposure_coverage": "agreement_id | person_id | exposure_id | sequence_number | exposure_date\n"
            + "\n".join(coverage),
            "cohort.agreement_exposure": "agreement_id | exposure_id | drug_cost_nok\n"
            + "\n".join(exposures),
        },
    )


def test_records_of_the_course_count_under_each_rule():
    """Rule by rule: the course of gap_60 has three records, that of gap_120 all four."""
    found = records(
        "A | gap_60 | 90 | stopped\nA | gap_120 | 230 | stopped", "A | gap_60 | 3\nA | gap_120 | 4"
    )
    expect(
        found,
        """
        variant | exposure_id | days_from_index | drug_cost_nok
        gap_60  | A1          | 0               | 100.00
        gap_60  | A2          | 30              | 20.00
        gap_60  | A3          | 60              | -
        gap_120 | A1          | 0               | 100.00
        gap_120 | A2          | 30              | 20.00
        gap_120 | A3          | 60              | -
        gap_120 | A4          | 200             | 3.00
        """,
    )


def test_nothing_counts_after_follow_up_or_from_the_day_a_next_line_begins():
    found = records(
        """
        changed  | gap_60 | 30 | next_line
        died     | gap_60 | 30 | death
        censored | gap_60 | 59 | complete_to
        """,
        "changed | gap_60 | 4\ndied | gap_60 | 4\ncensored | gap_60 | 4",
    )
    expect(
        found,
        """
        person_id | days_from_index
        changed   | 0
        died      | 0
        died      | 30
        censored  | 0
        censored  | 30
        """,
    )
