from datetime import date

from tests.support.spec import expect, made

TREATED = """
    agreement_id | person_id | index_date
    EX001        | {person}  | 2023-01-01
"""


def test_what_happens_after_the_complete_to_date_is_not_counted():
    followed = made(
        "outcome.vital_follow_up",
        {
            "cohort.treated_person": """
                agreement_id | person_id      | index_date
                EX001        | alive          | 2023-01-01
                EX001        | died_last_day  | 2023-01-01
                EX001        | died_after     | 2023-01-01
                EX001        | left           | 2023-01-01
                EX001        | left_after     | 2023-01-01
                EX001        | left_before    | 2023-01-01
                EX001        | died_before    | 2023-01-01
                EX001        | not_registered | 2023-01-01
                EX001        | not_a_person   | 2023-01-01
            """,
            "core.person": """
                person_id      | death_date | emigration_date | vital_complete_to
                alive          | -          | -               | 2026-05-31
                died_last_day  | 2026-05-31 | -               | 2026-05-31
                died_after     | 2026-06-01 | -               | 2026-05-31
                left           | -          | 2023-01-01      | 2026-05-31
                left_after     | -          | 2026-06-01      | 2026-05-31
                left_before    | -          | 2022-12-31      | 2026-05-31
                died_before    | 2022-12-31 | -               | 2026-05-31
                not_registered | -          | -               | -
            """,
        },
    )
    expect(
        followed,
        """
        person_id      | death_date | emigration_date | followed_to_date
        alive          | -          | -               | 2026-05-31
        died_last_day  | 2026-05-31 | -               | 2026-05-31
        died_after     | -          | -               | 2026-05-31
        left           | -          | 2023-01-01      | 2026-05-31
        left_after     | -          | -               | 2026-05-31
        left_before    | -          | -               | 2026-05-31
        not_registered | -          | -               | -
        not_a_person   | -          | -               | -
        """,
    )


def test_a_cut_before_the_complete_to_date_ends_follow_up():
    followed = made(
        "outcome.vital_follow_up",
        {
            "cohort.treated_person": TREATED.format(person="A"),
            "core.person": """
                person_id | death_date | vital_complete_to
                A         | 2024-07-01 | 2026-05-31
            """,
        },
        data_cut=date(2024, 6, 30),
    )
    expect(
        followed,
        """
        person_id | death_date | followed_to_date
        A         | -          | 2024-06-30
        """,
    )
