"""cohort.coverage_person: whom NPR shows, and whether the register holds them."""

import pytest

from tests.support.spec import expect, made

AGREEMENT = """
    agreement_id | is_proposal | treatment_source | start_date | minimum_age_years | maximum_age_years | treatment_register
    EX001        | false       | hospital         | 2022-01-01 | 0                 | 18                | inspire
    EX004        | false       | h_resept         | 2022-01-01 | -                 | -                 | inspire
    EX005        | false       | quality_register | 2023-05-15 | -                 | -                 | nornmd
    EX006        | true        | hospital         | 2022-01-01 | -                 | -                 | inspire
"""
SUBSTANCE = """
    agreement_id | atc_code
    EX001        | L01FX07
    EX004        | L01EB04
    EX005        | M09AX07
    EX006        | L01FX07
"""
COVERAGE = """
    source   | region_code | covers_from | covers_to
    hospital | 3           | 2008-01-01  | -
    hospital | 5           | -           | -
    hospital | 7           | 2019-01-01  | 2023-12-31
"""
SOURCE = """
    register        | complete_to
    npr             | 2026-04-30
    inspire         | 2026-03-31
    nornmd          | 2026-03-31
    kreftregisteret | 2025-12-31
"""
COMMON = {
    "agreement.agreement": AGREEMENT,
    "agreement.substance": SUBSTANCE,
    "reference.source_coverage": COVERAGE,
    "core.source": SOURCE,
}


def episodes(text: str, code: str) -> dict[str, str]:
    """Contacts `person_id | episode_id | admission_date | region_code`, each with the same drug code."""
    lines = [line.strip() for line in text.strip().splitlines()]
    rows = [f"{line} | {line.split('|')[2]} | 983974724" for line in lines]
    codes = [" | ".join((*line.split("|")[:2], "drug", "41", code)) for line in lines]
    return {
        "core.hospital_episode": "\n".join(
            ["person_id | episode_id | admission_date | region_code | discharge_date | hospital_id", *rows]
        ),
        "core.episode_code": "\n".join(["person_id | episode_id | code_type | position | code", *codes]),
    }


def test_the_register_holds_who_has_a_dose_within_45_days_of_a_contact():
    made_rows = made(
        "cohort.coverage_person",
        given=COMMON
        | episodes(
            """
            A | 1 | 2023-01-10 | 3
            A | 2 | 2023-06-10 | 3
            B | 1 | 2023-01-10 | 3
            C | 1 | 2023-03-01 | 3
            D | 1 | 2023-03-01 | 5
            E | 1 | 2023-03-01 | -
            """,
            "L01FX07",
        )
        | {
            "cohort.agreement_exposure": """
                agreement_id | person_id | exposure_id | exposure_date
                EX001        | A         | 1           | 2023-07-25
                EX001        | B         | 2           | 2023-02-25
                EX001        | C         | 3           | 2023-01-15
                EX005        | D         | 4           | 2023-03-01
            """
        },
    )
    expect(
        made_rows,
        """
        agreement_id | register | denominator | person_id | first_contact_date | hospital_id | region_code | is_delivered | is_found
        EX001        | inspire  | npr_drug    | A         | 2023-01-10         | 983974724   | 3           | true         | true
        EX001        | inspire  | npr_drug    | B         | 2023-01-10         | 983974724   | 3           | true         | false
        EX001        | inspire  | npr_drug    | C         | 2023-03-01         | 983974724   | 3           | true         | true
        EX001        | inspire  | npr_drug    | D         | 2023-03-01         | 983974724   | 5           | false        | false
        EX001        | inspire  | npr_drug    | E         | 2023-03-01         | 983974724   | -           | false        | false
        """,
    )


def test_contacts_count_from_the_start_of_the_agreement_until_both_registers_are_complete():
    made_rows = made(
        "cohort.coverage_person",
        given=COMMON
        | episodes(
            """
            A | 1 | 2021-12-31 | 3
            B | 1 | 2022-01-01 | 3
            C | 1 | 2026-03-31 | 3
            D | 1 | 2026-04-01 | 3
            E | 1 | 2021-12-31 | 3
            E | 2 | 2022-06-01 | 7
            F | 1 | 2024-01-01 | 7
            """,
            "L01FX07",
        ),
    )
    expect(
        made_rows,
        """
        person_id | first_contact_date | region_code | is_delivered
        B         | 2022-01-01         | 3           | true
        C         | 2026-03-31         | 3           | true
        E         | 2022-06-01         | 7           | true
        F         | 2024-01-01         | 7           | false
        """,
    )


def test_only_the_ages_of_the_agreement_and_those_whose_age_is_not_known():
    made_rows = made(
        "cohort.coverage_person",
        given=COMMON
        | episodes(
            """
            A | 1 | 2023-01-15 | 3
            B | 1 | 2023-01-15 | 3
            C | 1 | 2023-01-15 | 3
            D | 1 | 2023-01-01 | 3
            """,
            "L01FX07",
        )
        | {
            "core.person": """
                person_id | birth_year | birth_month
                A         | 2005       | 1
                B         | 2005       | 2
                C         | -          | -
                D         | 2023       | 1
            """
        },
    )
    expect(made_rows, "person_id\nB\nC\nD")


def test_dispensed_drugs_are_not_asked_for_in_hospital_contacts():
    made_rows = made("cohort.coverage_person", given=COMMON | episodes("A | 1 | 2023-01-15 | 3", "L01EB04"))
    assert made_rows == []


def test_the_quality_register_is_not_delivered_by_region():
    made_rows = made("cohort.coverage_person", given=COMMON | episodes("A | 1 | 2023-06-15 | 5", "M09AX07"))
    expect(made_rows, "register | person_id | is_delivered | is_found\nnornmd | A | true | false")


DIAGNOSIS = {
    "agreement.criterion": """
        agreement_id | criterion_id | kind
        EX004        | diagnosis    | diagnosis
        EX004        | stage        | stage
    """,
    "agreement.criterion_value": """
        agreement_id | criterion_id | value
        EX004        | diagnosis    | C33
        EX004        | diagnosis    | C34
        EX004        | stage        | C18
    """,
    "cohort.disease_register": """
        agreement_id | register        | names_diagnosis
        EX004        | kreftregisteret | true
        EX005        | kreftregisteret | false
    """,
}


def test_a_diagnosis_needs_main_conditions_on_two_days_within_both_registers():
    made_rows = made(
        "cohort.coverage_person",
        given=COMMON
        | DIAGNOSIS
        | {
            "core.hospital_episode": """
                person_id | episode_id | admission_date | discharge_date | main_condition_code | region_code
                A         | 1          | 2020-01-01     | 2020-01-01     | C341                | 5
                A         | 2          | 2021-01-01     | 2021-01-01     | C33                 | 3
                B         | 1          | 2020-01-01     | 2020-01-01     | C341                | 3
                B         | 2          | 2020-01-01     | 2020-01-01     | C349                | 3
                C         | 1          | 2025-12-01     | 2025-12-01     | C34                 | 3
                C         | 2          | 2026-01-01     | 2026-01-01     | C34                 | 3
                D         | 1          | 2020-01-01     | 2020-01-01     | C3                  | 3
                D         | 2          | 2020-01-02     | 2020-01-02     | C18                 | 3
                E         | 1          | 2020-01-01     | 2020-01-01     | C349                | -
                E         | 2          | 2020-01-02     | 2020-01-02     | C349                | -
            """,
            "cohort.agreement_disease": """
                agreement_id | person_id | evidence
                EX004        | A         | 1
                EX004        | A         | 2
                EX001        | E         | 3
            """,
        },
    )
    expect(
        made_rows,
        """
        agreement_id | register        | denominator   | person_id | first_contact_date | region_code | is_delivered | is_found
        EX004        | kreftregisteret | npr_diagnosis | A         | 2020-01-01         | 5           | true         | true
        EX004        | kreftregisteret | npr_diagnosis | E         | 2020-01-01         | -           | true         | false
        """,
    )


def test_codes_within_each_other_do_not_make_one_day_two():
    made_rows = made(
        "cohort.coverage_person",
        given=COMMON
        | DIAGNOSIS
        | {
            "agreement.criterion_value": """
                agreement_id | criterion_id | value
                EX004        | diagnosis    | C34
                EX004        | diagnosis    | C341
            """,
            "core.hospital_episode": """
                person_id | episode_id | admission_date | discharge_date | main_condition_code
                A         | 2          | 2020-01-01     | 2020-01-01     | C341
                A         | 1          | 2020-01-01     | 2020-01-01     | C341
                B         | 2          | 2020-01-03     | 2020-01-03     | C341
                B         | 3          | 2020-01-02     | 2020-01-02     | C349
                B         | 1          | 2020-01-03     | 2020-01-03     | C341
            """,
        },
    )
    expect(made_rows, "person_id | first_contact_date\nB | 2020-01-02")


def test_a_drug_named_twice_in_a_contact_is_one_person():
    contact = episodes("A | 1 | 2023-01-15 | 3", "L01FX07")
    twice = contact["core.episode_code"] + "\nA | 1 | drug | 22 | L01FX07"
    made_rows = made("cohort.coverage_person", given=COMMON | contact | {"core.episode_code": twice})
    expect(made_rows, "person_id | denominator\nA | npr_drug")


def test_a_register_that_delivered_nothing_is_not_known_to_lack_anybody():
    made_rows = made(
        "cohort.coverage_person",
        given=COMMON
        | episodes("A | 1 | 2026-04-15 | 3", "L01FX07")
        | {"core.source": "register | complete_to\nnpr | 2026-04-30"},
    )
    expect(made_rows, "person_id | is_delivered | is_found\nA | false | -")


@pytest.mark.parametrize("source", ["register | complete_to", "register | complete_to\ninspire | 2026-03-31"])
def test_without_npr_there_is_no_denominator(source):
    given = COMMON | episodes("A | 1 | 2023-01-15 | 3", "L01FX07") | {"core.source": source}
    assert made("cohort.coverage_person", given=given) == []


def test_a_period_of_delivery_counts_with_its_first_and_last_day():
    made_rows = made(
        "cohort.coverage_person",
        given=COMMON
        | {
            "reference.source_coverage": """
                source   | region_code | covers_from | covers_to
                hospital | 7           | 2022-06-01  | 2023-12-31
            """
        }
        | episodes(
            """
            A | 1 | 2022-05-31 | 7
            B | 1 | 2022-06-01 | 7
            C | 1 | 2023-12-31 | 7
            D | 1 | 2024-01-01 | 7
            """,
            "L01FX07",
        ),
    )
    expect(made_rows, "person_id | is_delivered\nA | false\nB | true\nC | true\nD | false")


def test_a_dose_is_sought_from_45_days_before_admission_to_45_after_discharge():
    """The stay lasts the whole of March: 45 days before it is the 15th of January, 45 after it the 15th of May."""
    persons = {
        "early": "2023-01-15", "too_early": "2023-01-14", "after": "2023-05-15", "too_late": "2023-05-16",
    }  # fmt: skip
    contacts = episodes("\n".join(f"{person} | 1 | 2023-03-01 | 3" for person in persons), "L01FX07")
    stays = contacts["core.hospital_episode"].replace("3 |  2023-03-01", "3 | 2023-03-31")
    made_rows = made(
        "cohort.coverage_person",
        given=COMMON
        | contacts
        | {
            "core.hospital_episode": stays,
            "cohort.agreement_exposure": "agreement_id | person_id | exposure_id | exposure_date\n"
            + "\n".join(f"EX001 | {person} | {person} | {day}" for person, day in persons.items()),
        },
    )
    expect(made_rows, "person_id | is_found\nearly | true\ntoo_early | false\nafter | true\ntoo_late | false")


def test_two_contacts_on_the_first_day_do_not_hide_the_second_day():
    """The second day may be the last to which both registers are complete."""
    made_rows = made(
        "cohort.coverage_person",
        given=COMMON
        | DIAGNOSIS
        | {
            "core.hospital_episode": """
                person_id | episode_id | admission_date | discharge_date | main_condition_code
                A         | 1          | 2025-12-01     | 2025-12-01     | C341
                A         | 2          | 2025-12-01     | 2025-12-01     | C341
                A         | 3          | 2025-12-31     | 2025-12-31     | C341
            """
        },
    )
    expect(made_rows, "person_id | first_contact_date\nA | 2025-12-01")
