"""Every SQL check of core passes over sound tables and selects rows over broken ones."""

from datetime import date

import pytest

from pipelines.tables import SQL
from schemas.core.contradiction import RULES
from tests.support.checks import n_offending

CHECKS = SQL / "checks" / "core"
DATA_CUT = date(2025, 6, 30)
STUDY = "person_id\nA\nB"
PRICE = "atc_code | price_nok | valid_from | valid_to\nL01FX07 | 100 | 2022-01-01 | 2023-12-31"
TWO_EPISODES = """
    lopenr | episode_lnr | tilstand_1_1 | vekt  | korrvekt
    A      | 1           | C50.9        | 0.500 | 0.625
    A      | 2           | ,            | 0.250 | -
    Z      | 3           | C509         | 9     | 9
"""

# Per check: tables over which it holds, and the one table that breaks it.
EXAMPLES = {
    "study_person__has_a_reason": (
        {
            "core.study_person": """
                person_id | has_agreement_drug | has_agreement_diagnosis | has_agreement_biomarker | has_rare_disease_registration | has_hospital_contact_with_drug | has_hospital_contacts_for_diagnosis | has_comparator_drug
                A         | true               | false                   | false                   | false                         | false                          | false | false
                B         | false              | false                   | false                   | true                          | false                          | false | false
                C         | false              | false                   | false                   | false                         | true                           | false | false
                D         | false              | false                   | false                   | false                         | false                          | true                                | false
                E         | false              | false                   | false                   | false                         | false                          | false                               | true
            """
        },
        {
            "core.study_person": """
                person_id | has_agreement_drug | has_agreement_diagnosis | has_agreement_biomarker | has_rare_disease_registration | has_hospital_contact_with_drug | has_hospital_contacts_for_diagnosis | has_comparator_drug
                A         | false              | false                   | false                   | false                         | false                          | false | false
            """
        },
    ),
    "person__every_study_person_once": (
        {"core.study_person": STUDY, "core.person": "person_id\nA\nB"},
        {"core.person": "person_id\nA\nA"},
    ),
    "contradiction__every_rule_once": (
        {
            "core.study_person": "person_id\nA",
            "core.contradiction": "\n".join(["person_id | rule", *(f"A | {rule}" for rule in RULES)]),
        },
        {"core.contradiction": "\n".join(["person_id | rule", *(f"A | {rule}" for rule in RULES[1:])])},
    ),
    "source__every_delivery_counted": (
        {
            "raw.delivery": "register | n_rows | is_used\nnpr | 10 | true\nnpr | 5 | true\ndar | 1 | true\n"
            "dar | 9 | false",
            "core.source": "register | n_deliveries | n_rows\nnpr | 2 | 15\ndar | 1 | 1",
        },
        {"core.source": "register | n_deliveries | n_rows\nnpr | 2 | 15"},
    ),
    "delivery__not_received_before_it_is_complete": (
        {"core.delivery": "register | delivery_id | lead_days\nnpr | npr-1 | 0"},
        {"core.delivery": "register | delivery_id | lead_days\nnpr | npr-1 | -1"},
    ),
    "tumour__every_case_once": (
        {
            "core.study_person": STUDY,
            "raw.kreftregisteret_tilfelle": "lopenr | sid\nA | 1\nB | 2\nZ | 3",
            "core.tumour": "person_id | tumour_id\nA | 1\nB | 2",
        },
        {"core.tumour": "person_id | tumour_id\nA | 1"},
    ),
    "course_event__every_report_once": (
        {
            "core.study_person": STUDY,
            "raw.kreftregisteret_forlop": "lopenr | hendelsestype\nA | RE\nA | BM\nZ | RE",
            "core.course_event": "person_id | event_id\nA | 1",
        },
        {"core.course_event": "person_id | event_id\nA | 1\nA | 1"},
    ),
    "biomarker__every_test_once": (
        {
            "core.study_person": STUDY,
            "raw.kreftregisteret_forlop": "lopenr|hendelsestype|biomarkor\nA|BM|ALK\nA|BM|-\nA|RE|-",
            "core.biomarker": "person_id | event_id\nA | 1",
        },
        {"core.biomarker": "person_id | event_id"},
    ),
    "death_cause__every_death_once": (
        {
            "core.study_person": STUDY,
            "raw.dar_dodsarsak": "lopenr\nA\nZ",
            "core.death_cause": "person_id\nA",
        },
        {"core.death_cause": "person_id\nA\nB"},
    ),
    "prom_response__every_invitation_once": (
        {
            "core.study_person": STUDY,
            "raw.prom_skjema": "lopenr | status\nA | B\nA | I",
            "core.prom_response": "person_id | response_status\nA | answered\nA | no_answer",
        },
        {"core.prom_response": "person_id | response_status\nA | answered"},
    ),
    "rare_disease_registration__every_registration_once": (
        {
            "core.study_person": STUDY,
            "raw.nornmd_pasient": "lopenr\nA\nB",
            "core.rare_disease_registration": "person_id\nA\nB",
        },
        {"core.rare_disease_registration": "person_id\nA"},
    ),
    "drug_exposure__not_after_data_cut": (
        {"core.drug_exposure": "exposure_id | exposure_date\n1 | 2025-06-30"},
        {"core.drug_exposure": "exposure_id | exposure_date\n1 | 2025-07-01"},
    ),
    "drug_exposure__dispensed_packs_add_up": (
        {
            "core.study_person": STUDY,
            "agreement.substance": "agreement_id | atc_code\nEX004 | L01EB04\nEX003 | L01EX12",
            "raw.inspire_hresept": """
                lopenr | atc_1   | antall_pakn | utleveringsdato
                A      | L01EB04 | 2           | 2025-01-01
                A      | l01ex12 | 0.5         | 2025-01-01
                A      | L01EB04 | -           | 2025-01-01
                A      | L01XX99 | 7           | 2025-01-01
                A      | L01EB04 | 9           | 2025-07-01
                Z      | L01EB04 | 9           | 2025-01-01
            """,
            "core.drug_exposure": """
                exposure_id | source   | atc_code | pack_count
                1           | h_resept | L01EB04  | 2
                2           | h_resept | L01EX12  | 0.5
                3           | h_resept | L01EB04  | -
                4           | h_resept | L01XX99  | 7
                5           | hospital | L01EB04  | 1
            """,
        },
        {
            "core.drug_exposure": """
                exposure_id | source   | atc_code | pack_count
                1           | h_resept | L01EB04  | 2
                1           | h_resept | L01EB04  | 2
                2           | h_resept | L01EX12  | 0.5
            """
        },
    ),
    "drug_exposure__priced_where_price_is_known": (
        {
            "reference.drug_price": PRICE,
            "core.drug_exposure": """
                exposure_id | atc_code | exposure_date | pack_count | drug_cost_nok
                1           | L01FX07  | 2023-12-31    | 1          | 100
                2           | L01FX07  | 2023-12-31    | -          | -
                3           | L01FX07  | 2024-01-01    | 1          | -
                4           | L01XX99  | 2023-12-31    | 1          | -
            """,
        },
        {
            "core.drug_exposure": """
                exposure_id | atc_code | exposure_date | pack_count | drug_cost_nok
                1           | L01FX07  | 2023-12-31    | 1          | -
            """
        },
    ),
    "hospital_episode__points_add_up": (
        {
            "core.study_person": STUDY,
            "raw.npr_episode": TWO_EPISODES,
            "core.hospital_episode": "person_id | episode_id | drg_points\nA | 1 | 0.625\nA | 2 | 0.250",
        },
        {"core.hospital_episode": "person_id | episode_id | drg_points\nA | 1 | 0.500\nA | 2 | 0.250"},
    ),
    "episode_code__main_conditions_kept": (
        {
            "core.study_person": STUDY,
            "raw.npr_episode": TWO_EPISODES,
            "core.episode_code": """
                person_id | episode_id | code_type | position | code
                A         | 1          | condition | 1        | C509
                A         | 2          | condition | 2        | I10
                A         | 2          | procedure | 1        | GDC00
            """,
        },
        {"core.episode_code": "person_id | episode_id | code_type | position\nA | 2 | condition | 2"},
    ),
}


def test_every_check_has_its_example():
    assert {path.stem for path in CHECKS.glob("*.sql")} == set(EXAMPLES)


@pytest.mark.parametrize("check", EXAMPLES)
def test_check_holds_over_sound_tables(check):
    sound, _ = EXAMPLES[check]
    assert n_offending(f"core/{check}", sound, DATA_CUT) == 0


@pytest.mark.parametrize("check", EXAMPLES)
def test_check_selects_rows_over_broken_tables(check):
    sound, broken = EXAMPLES[check]
    assert n_offending(f"core/{check}", sound | broken, DATA_CUT) > 0
