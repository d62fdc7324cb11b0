from tests.support.spec import expect, made


def test_who_paid_the_contact_that_carries_the_drug_tells_the_context():
    """The first dose is on the 10th; contacts count from the 9th to the 11th."""
    contexts = made(
        "cohort.treatment_context",
        {
            "cohort.treated_person": """
                agreement_id | person_id  | first_dose_date
                EX004        | trial      | 2023-01-10
                EX004        | both       | 2023-01-10
                EX004        | ordinary   | 2023-01-10
                EX004        | day_before | 2023-01-10
                EX004        | two_before | 2023-01-10
                EX004        | in_stay    | 2023-01-10
                EX004        | no_payer   | 2023-01-10
                EX004        | other_drug | 2023-01-10
                EX004        | procedure  | 2023-01-10
                EX004        | no_contact | 2023-01-10
            """,
            "agreement.substance": "agreement_id | atc_code\nEX004 | L01EB04",
            "core.hospital_episode": """
                person_id  | episode_id | admission_date | discharge_date | payer_code
                trial      | 1          | 2023-01-10     | 2023-01-10     | 22
                both       | 2          | 2023-01-10     | 2023-01-10     | 1
                both       | 3          | 2023-01-11     | 2023-01-11     | 22
                ordinary   | 4          | 2023-01-10     | 2023-01-10     | 1
                ordinary   | 5          | 2023-02-10     | 2023-02-10     | 22
                day_before | 6          | 2023-01-09     | 2023-01-09     | 22
                two_before | 7          | 2023-01-08     | 2023-01-08     | 22
                in_stay    | 8          | 2023-01-01     | 2023-01-31     | 22
                no_payer   | 9          | 2023-01-10     | 2023-01-10     | -
                other_drug | 10         | 2023-01-10     | 2023-01-10     | 22
                procedure  | 11         | 2023-01-10     | 2023-01-10     | 22
            """,
            "core.episode_code": """
                person_id  | episode_id | code_type | position | code
                trial      | 1          | drug      | 41       | L01EB04
                both       | 2          | drug      | 41       | L01EB04
                both       | 3          | drug      | 41       | L01EB04
                ordinary   | 4          | drug      | 41       | L01EB04
                ordinary   | 5          | drug      | 41       | L01EB04
                day_before | 6          | drug      | 41       | L01EB04
                two_before | 7          | drug      | 41       | L01EB04
                in_stay    | 8          | drug      | 41       | L01EB04
                no_payer   | 9          | drug      | 41       | L01EB04
                other_drug | 10         | drug      | 41       | L01BA04
                procedure  | 11         | procedure | 1        | WBOC20
            """,
        },
    )
    expect(
        contexts,
        """
        person_id  | context  | evidence
        trial      | trial    | npr_episode/1
        both       | trial    | npr_episode/3
        ordinary   | ordinary | npr_episode/4
        day_before | trial    | npr_episode/6
        two_before | unknown  | -
        in_stay    | trial    | npr_episode/8
        no_payer   | unknown  | -
        other_drug | unknown  | -
        procedure  | unknown  | -
        no_contact | unknown  | -
        """,
    )


def test_the_code_of_the_drug_stands_in_the_contact_itself_and_the_day_after_is_the_last():
    contexts = made(
        "cohort.treatment_context",
        {
            "cohort.treated_person": """
                agreement_id | person_id     | first_dose_date
                EX004        | two_after     | 2023-01-10
                EX004        | other_contact | 2023-01-10
                EX004        | no_drug_code  | 2023-01-10
            """,
            "agreement.substance": "agreement_id | atc_code\nEX004 | L01EB04",
            "core.hospital_episode": """
                person_id     | episode_id | admission_date | discharge_date | payer_code
                two_after     | 1          | 2023-01-12     | 2023-01-12     | 22
                other_contact | 2          | 2023-01-10     | 2023-01-10     | 22
                other_contact | 3          | 2023-03-10     | 2023-03-10     | 22
                no_drug_code  | 4          | 2023-01-10     | 2023-01-10     | 22
            """,
            "core.episode_code": """
                person_id     | episode_id | code_type | position | code
                two_after     | 1          | drug      | 41       | L01EB04
                other_contact | 3          | drug      | 41       | L01EB04
                no_drug_code  | 4          | procedure | 1        | L01EB04
            """,
        },
    )
    expect(
        contexts, "person_id | context\ntwo_after | unknown\nother_contact | unknown\nno_drug_code | unknown"
    )


def test_each_agreement_has_its_own_context_of_the_same_person():
    contexts = made(
        "cohort.treatment_context",
        {
            "cohort.treated_person": """
                agreement_id | person_id | first_dose_date
                EX001        | A         | 2023-01-10
                EX004        | A         | 2024-01-10
            """,
            "agreement.substance": "agreement_id | atc_code\nEX001 | L01FX07\nEX004 | L01EB04",
            "core.hospital_episode": """
                person_id | episode_id | admission_date | discharge_date | payer_code
                A         | 1          | 2023-01-10     | 2023-01-10     | 22
                A         | 2          | 2024-01-10     | 2024-01-10     | 1
            """,
            "core.episode_code": """
                person_id | episode_id | code_type | position | code
                A         | 1          | drug      | 41       | L01FX07
                A         | 2          | drug      | 41       | L01EB04
            """,
        },
    )
    expect(contexts, "agreement_id | context\nEX001 | trial\nEX004 | ordinary")
