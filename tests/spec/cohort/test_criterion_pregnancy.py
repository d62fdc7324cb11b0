from tests.support.spec import expect, made

CODES = """
    list       | code_system | code | valid_from | valid_to
    pregnancy  | icd10       | O    | 2008-01-01 | -
    pregnancy  | icd10       | Z34  | 2008-01-01 | 2022-12-31
    transplant | icd10       | Z948 | 2008-01-01 | -
"""
CRITERIA = """
    agreement_id | criterion_id | kind
    EX001        | pregnant     | pregnancy
    EX001        | adult        | age
"""


def test_a_contact_about_pregnancy_meets_it_and_none_is_unknown_but_for_men():
    """280 days before the first of October 2023 is the 25th of December 2022."""
    persons = (
        "on_the_day", "touches_first", "before", "touches_last", "after", "other_code", "expired", "nothing",
    )  # fmt: skip
    verdicts = made(
        "cohort.criterion_pregnancy",
        {
            "cohort.assessed_person": "agreement_id | person_id | judged_at_date | evidence_until_date | sex\n"
            + "\n".join(f"EX001 | {person} | 2023-10-01 | 2023-10-31 | female" for person in persons)
            + """
                EX001 | man      | 2023-10-01 | 2023-10-31 | male
                EX001 | coded    | 2023-10-01 | 2023-10-31 | male
                EX001 | unknown  | 2023-10-01 | 2023-10-31 | unknown
                EX002 | on_the_day | 2023-10-01 | 2023-10-31 | female
            """,
            "agreement.criterion": CRITERIA,
            "reference.code_list": CODES,
            "core.hospital_episode": """
                person_id     | episode_id | admission_date | discharge_date
                on_the_day    | 2          | 2023-10-01     | 2023-10-01
                on_the_day    | 1          | 2023-09-01     | 2023-09-02
                touches_first | 1          | 2022-12-20     | 2022-12-25
                before        | 1          | 2022-12-20     | 2022-12-24
                touches_last  | 1          | 2023-10-31     | 2023-11-03
                after         | 1          | 2023-11-01     | 2023-11-03
                other_code    | 1          | 2023-10-01     | 2023-10-01
                expired       | 1          | 2023-10-01     | 2023-10-01
                coded         | 1          | 2023-10-01     | 2023-10-01
            """,
            "core.episode_code": """
                person_id     | episode_id | code_type | position | code
                on_the_day    | 2          | condition | 1        | O800
                on_the_day    | 1          | condition | 2        | O140
                touches_first | 1          | condition | 1        | O140
                before        | 1          | condition | 1        | O140
                touches_last  | 1          | condition | 1        | O140
                after         | 1          | condition | 1        | O140
                other_code    | 1          | condition | 1        | Z948
                other_code    | 1          | procedure | 1        | OA000
                expired       | 1          | condition | 1        | Z340
                coded         | 1          | condition | 1        | O140
            """,
        },
    )
    expect(
        verdicts,
        """
        agreement_id | person_id     | verdict | evidence
        EX001        | on_the_day    | met     | npr_episode/on_the_day/1
        EX001        | touches_first | met     | npr_episode/touches_first/1
        EX001        | before        | unknown | -
        EX001        | touches_last  | met     | npr_episode/touches_last/1
        EX001        | after         | unknown | -
        EX001        | other_code    | unknown | -
        EX001        | expired       | unknown | -
        EX001        | nothing       | unknown | -
        EX001        | man           | not_met | core.person/man
        EX001        | coded         | met     | npr_episode/coded/1
        EX001        | unknown       | unknown | -
        """,
    )


def test_a_code_counts_in_its_own_contact_and_on_the_days_it_is_valid():
    """A code of another kind than ICD-10 may be spelt as one: it is none."""
    persons = ("first_valid", "last_valid", "other_contact", "drg")
    verdicts = made(
        "cohort.criterion_pregnancy",
        {
            "cohort.assessed_person": "agreement_id | person_id | judged_at_date | evidence_until_date | sex\n"
            + "\n".join(f"EX001 | {person} | 2023-10-01 | 2023-10-31 | female" for person in persons),
            "agreement.criterion": CRITERIA,
            "reference.code_list": """
                list      | code_system | code | valid_from | valid_to
                pregnancy | icd10       | O    | 2023-10-01 | -
                pregnancy | icd10       | Z34  | 2008-01-01 | 2023-09-30
                pregnancy | drg         | C50  | 2008-01-01 | -
            """,
            "core.hospital_episode": """
                person_id     | episode_id | admission_date | discharge_date
                first_valid   | 1          | 2023-10-01     | 2023-10-01
                last_valid    | 1          | 2023-09-30     | 2023-10-01
                other_contact | 1          | 2020-10-01     | 2020-10-01
                other_contact | 2          | 2023-10-01     | 2023-10-01
                drg           | 1          | 2023-10-01     | 2023-10-01
            """,
            "core.episode_code": """
                person_id     | episode_id | code_type | position | code
                first_valid   | 1          | condition | 1        | O140
                last_valid    | 1          | condition | 1        | Z340
                other_contact | 1          | condition | 1        | O140
                other_contact | 2          | condition | 1        | C341
                drg           | 1          | condition | 1        | C509
            """,
        },
    )
    expect(
        verdicts,
        """
        person_id     | verdict | evidence
        first_valid   | met     | npr_episode/first_valid/1
        last_valid    | met     | npr_episode/last_valid/1
        other_contact | unknown | -
        drg           | unknown | -
        """,
    )


def test_without_the_criterion_nobody_is_judged():
    assert made("cohort.criterion_pregnancy", {"reference.code_list": CODES}) == []
