from tests.support.spec import expect, made

CODES = """
    list       | code_system | code   | valid_from | valid_to
    transplant | procedure   | RAGG30 | 2008-01-01 | -
    transplant | drg         | 481    | 2008-01-01 | 2024-12-31
    transplant | icd10       | Z948   | 2008-01-01 | -
    pregnancy  | icd10       | O      | 2008-01-01 | -
"""


def test_procedures_and_drgs_date_a_transplantation():
    """A longer code counts as what it begins with; another list, or a code no longer valid, does not count."""
    transplants = made(
        "cohort.transplant",
        {
            "reference.code_list": CODES,
            "core.hospital_episode": """
                person_id | episode_id | admission_date | discharge_date | drg_code
                A         | 1          | 2023-01-01     | 2023-02-01     | 481B
                A         | 2          | 2024-01-01     | 2024-02-01     | 480
                B         | 3          | 2023-03-01     | 2023-03-20     | -
                C         | 4          | 2023-03-01     | 2023-03-20     | -
                D         | 5          | 2025-01-01     | 2025-02-01     | 481B
            """,
            "core.episode_code": """
                person_id | episode_id | code_type | position | code
                A         | 1          | procedure | 1        | RAGG30
                B         | 3          | procedure | 1        | RAGG30
                C         | 4          | condition | 1        | O800
                C         | 4          | drug      | 41       | RAGG30
            """,
        },
    )
    expect(
        transplants,
        """
        person_id | transplant_date | stay_end_date | is_dated | evidence
        A         | 2023-01-01      | 2023-02-01    | true     | npr_episode/1
        B         | 2023-03-01      | 2023-03-20    | true     | npr_episode/3
        """,
    )


def test_a_status_code_counts_once_and_only_where_nothing_came_before():
    transplants = made(
        "cohort.transplant",
        {
            "reference.code_list": CODES,
            "core.hospital_episode": """
                person_id   | episode_id | admission_date | discharge_date | drg_code
                status_only | 1          | 2023-01-01     | 2023-01-01     | -
                status_only | 2          | 2023-02-01     | 2023-02-01     | -
                dated       | 3          | 2023-01-01     | 2023-02-01     | 481B
                dated       | 4          | 2023-03-01     | 2023-03-01     | -
                twice       | 5          | 2023-01-01     | 2023-01-01     | -
                twice       | 6          | 2023-03-01     | 2023-04-01     | 481B
            """,
            "core.episode_code": """
                person_id   | episode_id | code_type | position | code
                status_only | 1          | condition | 2        | Z948
                status_only | 2          | condition | 2        | Z948
                dated       | 3          | condition | 2        | Z948
                dated       | 4          | condition | 2        | Z948
                twice       | 5          | condition | 2        | Z948
            """,
        },
    )
    expect(
        transplants,
        """
        person_id   | transplant_date | is_dated
        status_only | 2023-01-01      | false
        dated       | 2023-01-01      | true
        twice       | 2023-01-01      | false
        twice       | 2023-03-01      | true
        """,
    )


def test_codes_count_on_the_first_and_the_last_day_of_their_validity():
    """A stay that dates a transplantation comes before a contact of the same day that only tells of one."""
    transplants = made(
        "cohort.transplant",
        {
            "reference.code_list": CODES,
            "core.hospital_episode": """
                person_id | episode_id | admission_date | discharge_date | drg_code
                first     | 1          | 2008-01-01     | 2008-02-01     | -
                last      | 2          | 2024-12-31     | 2025-02-01     | 481B
                same_day  | 3          | 2023-01-01     | 2023-01-01     | -
                same_day  | 4          | 2023-01-01     | 2023-02-01     | 481B
            """,
            "core.episode_code": """
                person_id | episode_id | code_type | position | code
                first     | 1          | procedure | 1        | RAGG30
                same_day  | 3          | condition | 1        | Z948
            """,
        },
    )
    expect(
        transplants,
        """
        person_id | transplant_date | is_dated | evidence
        first     | 2008-01-01      | true     | npr_episode/1
        last      | 2024-12-31      | true     | npr_episode/2
        same_day  | 2023-01-01      | true     | npr_episode/4
        """,
    )
