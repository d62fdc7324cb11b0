from tests.support.spec import expect, made

RULES = """
    agreement_id | variant   | permitted_gap_days | with_tail
    EX003        | gap_60    | 60                 | true
    EX003        | gap_90    | 90                 | true
    EX003        | last_dose | 90                 | false
"""


def test_a_gap_of_exactly_the_permitted_days_is_the_same_course():
    """A's second record comes 60 days after coverage ended, B's 61 days: the rules part at B."""
    courses = made(
        "outcome.treatment_course",
        {
            "agreement.duration_rule": RULES,
            "outcome.exposure_coverage": """
                agreement_id | person_id | exposure_id | sequence_number | exposure_date | coverage_end
                EX003        | A         | a1          | 1               | 2023-01-01    | 2023-01-29
                EX003        | A         | a2          | 2               | 2023-03-30    | 2023-04-27
                EX003        | B         | b1          | 1               | 2023-01-01    | 2023-01-29
                EX003        | B         | b2          | 2               | 2023-03-31    | 2023-04-28
            """,
        },
    )
    expect(
        courses,
        """
        person_id | variant   | course_start | last_exposure_date | coverage_end | n_exposures
        A         | gap_60    | 2023-01-01   | 2023-03-30         | 2023-04-27   | 2
        A         | gap_90    | 2023-01-01   | 2023-03-30         | 2023-04-27   | 2
        A         | last_dose | 2023-01-01   | 2023-03-30         | 2023-04-27   | 2
        B         | gap_60    | 2023-01-01   | 2023-01-01         | 2023-01-29   | 1
        B         | gap_90    | 2023-01-01   | 2023-03-31         | 2023-04-28   | 2
        B         | last_dose | 2023-01-01   | 2023-03-31         | 2023-04-28   | 2
        """,
    )


def test_a_course_taken_up_again_after_a_longer_gap_is_not_counted():
    """Three records, half a year's pause, two more: the course is the first three."""
    courses = made(
        "outcome.treatment_course",
        {
            "agreement.duration_rule": """
                agreement_id | variant | permitted_gap_days | with_tail
                EX003        | gap_60  | 60                 | true
            """,
            "outcome.exposure_coverage": """
                agreement_id | person_id | exposure_id | sequence_number | exposure_date | coverage_end
                EX003        | A         | a1          | 1               | 2023-01-01    | 2023-01-29
                EX003        | A         | a2          | 2               | 2023-01-20    | 2023-02-26
                EX003        | A         | a3          | 3               | 2023-02-20    | 2023-03-26
                EX003        | A         | a4          | 4               | 2023-09-01    | 2023-09-29
                EX003        | A         | a5          | 5               | 2023-09-29    | 2023-10-27
            """,
        },
    )
    expect(
        courses,
        """
        person_id | course_start | last_exposure_date | coverage_end | n_exposures
        A         | 2023-01-01   | 2023-02-20         | 2023-03-26   | 3
        """,
    )
