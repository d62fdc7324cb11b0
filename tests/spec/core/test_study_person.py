"""core.study_person: who is needed, and why."""

from tests.support.spec import expect, made

SUBSTANCES = """
    agreement_id | atc_code
    EX001        | L01FX07
    EX005        | M09AX07
"""
CRITERIA = """
    agreement_id | criterion_id | kind
    EX001        | disease      | diagnosis
    EX003        | fusion       | biomarker
    EX003        | spread       | stage
"""
VALUES = """
    agreement_id | criterion_id | value
    EX001        | disease      | C910
    EX003        | fusion       | NTRK1
    EX003        | spread       | distant
"""


def test_each_reason_alone_is_enough_and_reasons_add_up():
    made_rows = made(
        "core.study_person",
        given={
            "agreement.substance": SUBSTANCES,
            "agreement.criterion": CRITERIA,
            "agreement.criterion_value": VALUES,
            "raw.inspire_legemiddelbehandling": """
                lopenr | rad_id | atc
                A      | 1      | L01FX07
                A      | 2      | L01FX07
                F      | 3      | L01BC01
            """,
            "raw.inspire_hresept": """
                lopenr | hreseptid_lnr | atc_1
                B      | 1             | l01fx07
            """,
            "raw.nornmd_behandling": """
                lopenr | rad_id | atc
                C      | 1      | M09AX07
            """,
            "raw.nornmd_pasient": """
                lopenr
                C
            """,
            "raw.kreftregisteret_tilfelle": """
                lopenr | sid | icd10
                A      | 1   | C910
                D      | 2   | c91.0 ,
                F      | 3   | C911
            """,
            "raw.kreftregisteret_forlop": """
                lopenr | hendelse_id | hendelsestype | biomarkor | resultat
                E      | 1           | BM            | NTRK1     | POS
                F      | 2           | BM            | NTRK1     | NEG
                F      | 3           | BM            | ALK       | POS
            """,
        },
    )
    expect(
        made_rows,
        """
        person_id | has_agreement_drug | has_agreement_diagnosis | has_agreement_biomarker | has_rare_disease_registration
        A         | true               | true                    | false                   | false
        B         | true               | false                   | false                   | false
        C         | true               | false                   | false                   | true
        D         | false              | true                    | false                   | false
        E         | false              | false                   | true                    | false
        """,
    )


def test_who_got_a_drug_that_an_agreement_is_compared_with_is_needed_too():
    made_rows = made(
        "core.study_person",
        given={
            "agreement.substance": SUBSTANCES,
            "agreement.comparator_substance": """
                agreement_id | comparator_id | atc_code
                EX001        | older         | L01BC01
            """,
            "raw.inspire_hresept": """
                lopenr | hreseptid_lnr | atc_1
                A      | 1             | L01BC01
                B      | 2             | L01FX07
                C      | 3             | L01BC02
            """,
            "raw.npr_episode": """
                lopenr | episode_lnr | inndato    | atc_1
                D      | 1           | 2023-01-01 | L01BC01
            """,
        },
    )
    expect(
        made_rows,
        """
        person_id | has_agreement_drug | has_comparator_drug
        A         | false              | true
        B         | true               | false
        """,
    )


def test_without_agreements_only_the_rare_disease_register_is_needed():
    made_rows = made(
        "core.study_person",
        given={
            "raw.inspire_hresept": """
                lopenr | hreseptid_lnr | atc_1
                A      | 1             | L01FX07
            """,
            "raw.nornmd_pasient": """
                lopenr
                B
            """,
        },
    )
    expect(made_rows, "person_id\nB")


def test_hospital_contacts_are_a_reason_by_drug_in_any_field_or_by_main_condition_on_two_days():
    made_rows = made(
        "core.study_person",
        given={
            "agreement.substance": SUBSTANCES,
            "agreement.criterion": CRITERIA,
            "agreement.criterion_value": VALUES,
            "raw.npr_episode": """
                lopenr | episode_lnr | inndato    | tilstand_1_1 | tilstand_2_1 | ncsp_20 | ncmp_2  | atc_5
                A      | 1           | 2023-01-01 | -            | -            | -       | -       | L01FX07
                B      | 1           | 2023-01-01 | -            | -            | -       | m09ax07 | -
                C      | 1           | 2023-01-01 | -            | -            | L01.FX07 | -      | -
                D      | 1           | 2023-01-01 | C91.0        | -            | -       | -       | -
                D      | 2           | 2023-01-02 | c910,        | -            | -       | -       | -
                E      | 1           | 2023-01-01 | C910         | -            | -       | -       | -
                E      | 2           | 2023-01-01 | C910         | -            | -       | -       | -
                F      | 1           | 2023-01-01 | Z511         | C910         | -       | -       | L01BC01
                F      | 2           | 2023-01-02 | Z511         | C910         | -       | WBOC05  | -
            """,
        },
    )
    expect(
        made_rows,
        """
        person_id | has_agreement_drug | has_hospital_contact_with_drug | has_hospital_contacts_for_diagnosis
        A         | false              | true                           | false
        B         | false              | true                           | false
        C         | false              | true                           | false
        D         | false              | false                          | true
        """,
    )
