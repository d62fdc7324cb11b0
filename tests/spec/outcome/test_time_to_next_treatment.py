from tests.support.spec import expect, made

INSPIRE = "register | complete_to\ninspire | 2023-12-31\nnpr | 2023-01-31"


def test_next_line_or_death_ends_the_time_and_the_end_of_records_censors():
    time_to_next_treatment = made(
        "outcome.time_to_next_treatment",
        {
            "cohort.treated_person": """
                agreement_id | person_id | index_date | starter
                EX004        | changed   | 2023-01-01 | new_starter
                EX004        | same_day  | 2023-01-01 | new_starter
                EX004        | died      | 2023-01-01 | new_starter
                EX004        | last_day  | 2023-01-01 | new_starter
                EX004        | neither   | 2023-01-01 | new_starter
                EX004        | too_late  | 2023-01-01 | new_starter
                EX004        | left      | 2023-01-01 | new_starter
                EX004        | too_new   | 2024-01-01 | new_starter
                EX004        | not_known | 2023-01-01 | new_starter
                EX004        | earlier   | 2021-01-01 | earlier_starter
            """,
            "outcome.next_line": """
                agreement_id | person_id | next_line_date
                EX004        | changed   | 2023-04-01
                EX004        | same_day  | 2023-03-01
                EX004        | last_day  | 2023-12-31
                EX004        | too_late  | 2024-01-01
                EX004        | left      | 2023-02-02
                EX001        | neither   | 2023-02-02
            """,
            "outcome.source_follow_up": """
                agreement_id | record_kind | followed_to_date
                EX004        | drug        | 2023-12-31
                EX004        | hospital    | 2023-06-30
            """,
            "core.source": INSPIRE,
            "outcome.vital_follow_up": """
                agreement_id | person_id | death_date | emigration_date | followed_to_date
                EX004        | changed   | 2023-05-01 | -               | 2024-03-31
                EX004        | same_day  | 2023-03-01 | -               | 2024-03-31
                EX004        | died      | 2023-03-01 | -               | 2024-03-31
                EX004        | last_day  | -          | -               | 2024-03-31
                EX004        | neither   | -          | -               | 2024-03-31
                EX004        | too_late  | -          | -               | 2024-03-31
                EX004        | left      | -          | 2023-02-01      | 2024-03-31
                EX004        | too_new   | -          | -               | 2024-03-31
                EX004        | not_known | -          | -               | -
                EX004        | earlier   | -          | -               | 2024-03-31
            """,
        },
    )
    expect(
        time_to_next_treatment,
        """
        person_id | time_days | is_event | end_reason
        changed   | 90        | true     | next_line
        same_day  | 59        | true     | next_line
        died      | 59        | true     | death
        last_day  | 364       | true     | next_line
        neither   | 364       | false    | complete_to
        too_late  | 364       | false    | complete_to
        left      | 31        | false    | emigrated
        """,
    )


def of_quality_register(sources):
    """The agreement's drug is known to the end of 2023; B died and A did not."""
    return made(
        "outcome.time_to_next_treatment",
        {
            "cohort.treated_person": """
                agreement_id | person_id | index_date | starter
                EX005        | A         | 2023-01-01 | new_starter
                EX005        | B         | 2023-01-01 | new_starter
            """,
            "outcome.source_follow_up": """
                agreement_id | record_kind | followed_to_date
                EX005        | drug        | 2023-12-31
            """,
            "core.source": sources,
            "outcome.vital_follow_up": """
                agreement_id | person_id | death_date | emigration_date | followed_to_date
                EX005        | A         | -          | -               | 2023-02-28
                EX005        | B         | 2023-02-15 | -               | 2023-02-28
            """,
        },
    )


def test_the_first_source_to_end_ends_follow_up():
    """Vital status ends on 28 February, the records of other cancer drugs on 31 January."""
    expect(
        of_quality_register("register | complete_to\nnornmd | 2023-12-31\ninspire | 2023-12-31"),
        "person_id | time_days | end_reason\nA | 58 | complete_to\nB | 45 | death",
    )
    expect(
        of_quality_register("register | complete_to\nnornmd | 2023-12-31\ninspire | 2023-01-31"),
        "person_id | time_days | end_reason\nA | 30 | complete_to\nB | 30 | complete_to",
    )


def test_without_the_register_of_other_cancer_drugs_nothing_is_known():
    assert of_quality_register("register | complete_to\nnornmd | 2023-12-31") == []
