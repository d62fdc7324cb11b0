"""result.completeness: rows in which a variable is due, and those in which it is known."""

from tests.support.spec import expect, made


def test_administrations_by_hospital_month_and_variable():
    made_rows = made(
        "result.completeness",
        given={
            "agreement.substance": "agreement_id | atc_code\nEX001 | L01FX07\nEX002 | L01FX07",
            "core.drug_exposure": """
                exposure_id | person_id | source   | atc_code | exposure_date | dose | dose_unit | regimen_code | cycle_number | intent_code | hospital_id | drug_cost_nok | register
                hospital/1  | A         | hospital | L01FX07  | 2023-05-01    | 28   | ug        | 0911         | 1            | 2           | 983974724   | 34277.30      | inspire
                hospital/2  | A         | hospital | L01FX07  | 2023-05-31    | -    | ug        | 0911         | 1            | -           | 983974724   | -             | inspire
                hospital/3  | B         | hospital | L01BA04  | 2023-05-31    | 500  | mg        | -            | -            | -           | -           | -             | inspire
                hospital/4  | B         | hospital | L01BA04  | 2023-06-01    | 500  | mg        | 0921         | 2            | 1           | -           | -             | inspire
            """,
        },
    )
    expect(
        [row for row in made_rows if str(row["month"]) == "2023-05-01"],
        """
        data_cut   | register | hospital_id | variable     | n | n_present | n_persons | suppressed
        2026-06-30 | inspire  | all         | dose         | 3 | 2         | 2         | false
        2026-06-30 | inspire  | all         | dose_unit    | 3 | 3         | 2         | false
        2026-06-30 | inspire  | all         | regimen_code | 3 | 2         | 2         | false
        2026-06-30 | inspire  | all         | cycle_number | 3 | 2         | 2         | false
        2026-06-30 | inspire  | all         | intent_code  | 3 | 1         | 2         | false
        2026-06-30 | inspire  | all         | drug_cost    | 2 | 1         | 1         | false
        2026-06-30 | inspire  | 983974724   | dose         | 2 | 1         | 1         | false
        2026-06-30 | inspire  | 983974724   | dose_unit    | 2 | 2         | 1         | false
        2026-06-30 | inspire  | 983974724   | regimen_code | 2 | 2         | 1         | false
        2026-06-30 | inspire  | 983974724   | cycle_number | 2 | 2         | 1         | false
        2026-06-30 | inspire  | 983974724   | intent_code  | 2 | 1         | 1         | false
        2026-06-30 | inspire  | 983974724   | drug_cost    | 2 | 1         | 1         | false
        2026-06-30 | inspire  | unknown     | dose         | 1 | 1         | 1         | false
        2026-06-30 | inspire  | unknown     | dose_unit    | 1 | 1         | 1         | false
        2026-06-30 | inspire  | unknown     | regimen_code | 1 | 0         | 1         | false
        2026-06-30 | inspire  | unknown     | cycle_number | 1 | 0         | 1         | false
        2026-06-30 | inspire  | unknown     | intent_code  | 1 | 0         | 1         | false
        """,
    )


def test_dispensings_and_the_quality_register_have_their_own_variables():
    made_rows = made(
        "result.completeness",
        given={
            "agreement.substance": "agreement_id | atc_code\nEX005 | M09AX07",
            "core.drug_exposure": """
                exposure_id        | person_id | source           | atc_code | exposure_date | pack_count | supply_days | refund_code | dose | hospital_id | drug_cost_nok | register
                h_resept/1         | A         | h_resept         | L01EB04  | 2023-05-01    | 1          | 30          | C34         | -    | 983974724   | -             | inspire
                quality_register/1 | B         | quality_register | M09AX07  | 2023-05-01    | 1          | -           | -           | 12   | 983974724   | 870000        | nornmd
            """,
            "core.rare_disease_registration": """
                person_id | icd10_code | diagnosis_date | inclusion_date | hospital_id | sma_type | smn2_copies
                B         | G120       | 2001-04-01     | 2023-02-10     | 983974724   | -        | 3
                C         | G120       | -              | -              | 983974724   | 2        | -
            """,
        },
    )
    expect(
        [row for row in made_rows if row["hospital_id"] == "all"],
        """
        register | month      | variable       | n | n_present
        inspire  | 2023-05-01 | pack_count     | 1 | 1
        inspire  | 2023-05-01 | supply_days    | 1 | 1
        inspire  | 2023-05-01 | refund_code    | 1 | 1
        nornmd   | 2023-05-01 | dose           | 1 | 1
        nornmd   | 2023-05-01 | dose_unit      | 1 | 0
        nornmd   | 2023-05-01 | drug_cost      | 1 | 1
        nornmd   | 2023-02-01 | diagnosis_date | 1 | 1
        nornmd   | 2023-02-01 | sma_type       | 1 | 0
        nornmd   | 2023-02-01 | smn2_copies    | 1 | 1
        nornmd   | -          | diagnosis_date | 1 | 0
        nornmd   | -          | sma_type       | 1 | 1
        nornmd   | -          | smn2_copies    | 1 | 0
        """,
    )


def test_a_code_for_unknown_is_not_knowing():
    made_rows = made(
        "result.completeness",
        given={
            "core.tumour": """
                person_id | tumour_id | diagnosis_date | topography_code | morphology_code | basis_code | spread  | region_code
                A         | 1         | 2023-05-01     | C341            | 80463           | 70         | distant | 3
                A         | 2         | 2023-05-02     | C341            | -               | -          | unknown | -
            """,
            "core.biomarker": """
                person_id | event_id | biomarker | sample_date | result   | value
                A         | 1        | EGFR      | 2023-05-01  | positive | -
                A         | 2        | PDL1_TPS  | 2023-05-01  | -        | 50
                A         | 3        | ALK       | 2023-05-01  | -        | -
            """,
            "core.hospital_episode": """
                person_id | episode_id | discharge_date | main_condition_code | drg_code | drg_points | payer_code | hospital_id
                A         | 1          | 2023-05-01     | -                   | 82       | 1.5        | 1          | 983974724
            """,
            "core.death_cause": "person_id | death_date | underlying_cause_code\nA | 2023-05-30 | -",
            "core.prom_response": """
                person_id | invited_date | response_status
                A         | 2023-05-01   | answered
                B         | 2023-05-02   | partial
                C         | 2023-05-03   | no_answer
                D         | 2023-05-04   | unreachable
            """,
        },
    )
    expect(
        [row for row in made_rows if row["hospital_id"] == "all"],
        """
        register        | month      | variable              | n | n_present | n_persons
        kreftregisteret | 2023-05-01 | spread                | 2 | 1         | 1
        kreftregisteret | 2023-05-01 | topography_code       | 2 | 2         | 1
        kreftregisteret | 2023-05-01 | morphology_code       | 2 | 1         | 1
        kreftregisteret | 2023-05-01 | basis_code            | 2 | 1         | 1
        kreftregisteret | 2023-05-01 | region_code           | 2 | 1         | 1
        kreftregisteret | 2023-05-01 | biomarker_result      | 3 | 2         | 1
        npr             | 2023-05-01 | main_condition_code   | 1 | 0         | 1
        npr             | 2023-05-01 | drg_code              | 1 | 1         | 1
        npr             | 2023-05-01 | drg_points            | 1 | 1         | 1
        npr             | 2023-05-01 | payer_code            | 1 | 1         | 1
        dar             | 2023-05-01 | underlying_cause_code | 1 | 0         | 1
        prom            | 2023-05-01 | answer                | 4 | 2         | 4
        """,
    )


def test_several_stays_of_one_person_in_a_month_are_one_person():
    made_rows = made(
        "result.completeness",
        given={
            "core.hospital_episode": """
                person_id | episode_id | discharge_date | hospital_id | drg_code
                A         | 1          | 2023-05-01     | 983974724   | 481
                A         | 2          | 2023-05-31     | 983974724   | -
            """
        },
    )
    expect(
        [row for row in made_rows if row["variable"] == "drg_code"],
        "hospital_id | n | n_present | n_persons\nall | 2 | 1 | 1\n983974724 | 2 | 1 | 1",
    )
