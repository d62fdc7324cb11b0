"""core.drug_exposure: three sources in one shape, whole packs, the price of the day."""

from datetime import date

from tests.support.spec import expect, made

STUDY = "person_id\nA\nB"
SUBSTANCE = """
    agreement_id | atc_code
    EX001        | L01FX07
    EX002        | L01FX07
    EX004        | L01EB04
    EX005        | M09AX07
"""
PRICE = """
    atc_code | content_amount | content_unit | supply_days | price_nok | valid_from | valid_to
    L01FX07  | 35             | ug           | -           | 30000.00  | 2020-01-01 | 2022-12-31
    L01FX07  | 35             | ug           | -           | 34277.30  | 2023-01-01 | -
    L01EB04  | 2400           | mg           | 30          | 58000.00  | 2020-01-01 | -
    M09AX07  | 12             | mg           | -           | 870000.00 | 2020-01-01 | -
"""
COMMON = {"core.study_person": STUDY, "agreement.substance": SUBSTANCE, "reference.drug_price": PRICE}


def test_the_three_sources_in_one_shape():
    made_rows = made(
        "core.drug_exposure",
        given=COMMON
        | {
            "raw.inspire_legemiddelbehandling": """
            lopenr | rad_id | atc     | dato       | dose_ordinert | dose_gitt | doseenhet | hf_orgnr  | rhf
            A      | 7      | L01FX07 | 2023-05-01 | 36            | 112       | ug        | 983974724 | 3
            Z      | 8      | L01FX07 | 2023-05-01 | 36            | 112       | ug        | 983974724 | 3
            """,
            "raw.inspire_hresept": """
                lopenr | hreseptid_lnr | atc_1   | utleveringsdato | antall_pakn | ddd | orgnrforskrivendeenhet | sh_reg
                B      | 7             | L01EB04 | 2023-05-02      | 2           | 60  | 983974899              | 5
            """,
            "raw.nornmd_behandling": """
                lopenr | rad_id | atc     | dato       | dose_gitt | doseenhet | hf_orgnr  | sh_reg
                B      | 7      | M09AX07 | 2023-05-15 | 12        | mg        | 993467049 | 7
            """,
        },
    )
    expect(
        made_rows,
        """
        exposure_id        | person_id | source           | atc_code | exposure_date | dose | dose_unit | pack_count | supply_days | hospital_id | region_code | drug_cost_nok
        hospital/7         | A         | hospital         | L01FX07  | 2023-05-01    | 112  | ug        | 4          | -           | 983974724   | 3           | 137109.20
        h_resept/7         | B         | h_resept         | L01EB04  | 2023-05-02    | -    | -         | 2          | 60          | 983974899   | 5           | 116000.00
        quality_register/7 | B         | quality_register | M09AX07  | 2023-05-15    | 12   | mg        | 1          | -           | 993467049   | 7           | 870000.00
        """,
    )


def doses(text: str, prices: str = PRICE) -> list[dict]:
    return made(
        "core.drug_exposure",
        given=COMMON | {"reference.drug_price": prices, "raw.inspire_legemiddelbehandling": text},
    )


def test_a_dose_takes_whole_packs_in_the_packs_unit():
    made_rows = doses(
        """
        lopenr | rad_id | atc     | dato       | dose_gitt | doseenhet
        A      | 1      | L01FX07 | 2023-05-01 | 35        | ug
        A      | 2      | L01FX07 | 2023-05-01 | 35.1      | µg
        A      | 3      | L01FX07 | 2023-05-01 | 0.07      | MG
        A      | 4      | L01FX07 | 2023-05-01 | 70        | mcg
        A      | 5      | M09AX07 | 2023-05-01 | 12000     | ug
        A      | 6      | M09AX07 | 2023-05-01 | 5         | ml
        A      | 7      | M09AX07 | 2023-05-01 | -         | mg
        """
    )
    expect(
        made_rows,
        """
        exposure_id | dose  | dose_unit | pack_count | drug_cost_nok
        hospital/1  | 35    | ug        | 1          | 34277.30
        hospital/2  | 35.1  | ug        | 2          | 68554.60
        hospital/3  | 0.07  | mg        | 2          | 68554.60
        hospital/4  | 70    | ug        | 2          | 68554.60
        hospital/5  | 12000 | ug        | 1          | 870000.00
        hospital/6  | 5     | ml        | -          | -
        hospital/7  | -     | mg        | -          | -
        """,
    )


def test_a_float_does_not_open_another_vial():
    price = """
        atc_code | content_amount | content_unit | price_nok | valid_from
        L01FX07  | 0.1            | mg           | 100.00    | 2020-01-01
    """
    made_rows = doses(
        "lopenr | rad_id | atc | dato | dose_gitt | doseenhet\nA|1|L01FX07|2023-05-01|0.3|mg", price
    )
    assert 0.3 / 0.1 != 3
    expect(made_rows, "pack_count | drug_cost_nok\n3 | 300.00")


def test_the_price_is_the_one_in_force_on_the_day():
    made_rows = doses(
        """
        lopenr | rad_id | atc     | dato       | dose_gitt | doseenhet
        A      | 1      | L01FX07 | 2019-12-31 | 35        | ug
        A      | 2      | L01FX07 | 2020-01-01 | 35        | ug
        A      | 3      | L01FX07 | 2022-12-31 | 35        | ug
        A      | 4      | L01FX07 | 2023-01-01 | 35        | ug
        """
    )
    expect(
        made_rows,
        """
        exposure_id | drug_cost_nok
        hospital/1  | -
        hospital/2  | 30000.00
        hospital/3  | 30000.00
        hospital/4  | 34277.30
        """,
    )


def test_where_prices_overlap_the_later_one_replaces_the_earlier():
    prices = """
        atc_code | content_amount | content_unit | price_nok | valid_from | valid_to
        L01FX07  | 35             | ug           | 100.00    | 2020-01-01 | -
        L01FX07  | 35             | ug           | 200.00    | 2023-01-01 | -
    """
    made_rows = doses(
        "lopenr | rad_id | atc | dato | dose_gitt | doseenhet\nA|1|L01FX07|2023-05-01|35|ug", prices
    )
    expect(made_rows, "exposure_id | drug_cost_nok\nhospital/1 | 200.00")


def test_the_ordered_dose_stands_in_and_a_dose_of_zero_was_not_given():
    made_rows = doses(
        """
        lopenr | rad_id | atc     | dato       | dose_ordinert | dose_gitt | doseenhet
        A      | 1      | L01FX07 | 2023-05-01 | 36            | -         | ug
        A      | 2      | L01FX07 | 2023-05-02 | 36            | 0         | ug
        A      | 3      | L01FX07 | 2023-05-03 | -             | -         | ug
        """
    )
    expect(made_rows, "exposure_id | dose\nhospital/1 | 36\nhospital/3 | -")


def test_other_antineoplastics_are_kept_and_everything_else_is_not():
    made_rows = doses(
        """
        lopenr | rad_id | atc     | dato       | dose_gitt | doseenhet
        A      | 1      | L01BC01 | 2023-05-01 | 100       | mg
        A      | 2      | l01ca02 | 2023-05-01 | 2         | mg
        A      | 3      | M09AX07 | 2023-05-01 | 12        | mg
        A      | 4      | H02AB02 | 2023-05-01 | 8         | mg
        """
    )
    expect(
        made_rows, "exposure_id | atc_code\nhospital/1 | L01BC01\nhospital/2 | L01CA02\nhospital/3 | M09AX07"
    )


def test_a_drug_that_an_agreement_is_compared_with_is_kept():
    made_rows = made(
        "core.drug_exposure",
        given=COMMON
        | {
            "agreement.comparator_substance": "agreement_id | comparator_id | atc_code\nEX005 | older | H02AB02",
            "raw.inspire_legemiddelbehandling": """
                lopenr | rad_id | atc     | dato       | dose_gitt | doseenhet
                A      | 1      | H02AB02 | 2023-05-01 | 8         | mg
                A      | 2      | H02AB06 | 2023-05-01 | 8         | mg
            """,
        },
    )
    expect(made_rows, "exposure_id | atc_code\nhospital/1 | H02AB02")


def test_rows_dated_after_the_data_cut_are_left_out():
    made_rows = made(
        "core.drug_exposure",
        given=COMMON
        | {
            "raw.inspire_legemiddelbehandling": """
                lopenr | rad_id | atc     | dato
                A      | 1      | L01FX07 | 2025-03-31
                A      | 2      | L01FX07 | 2025-04-01
            """
        },
        data_cut=date(2025, 3, 31),
    )
    expect(made_rows, "exposure_id\nhospital/1")


def test_a_dispensing_lasts_its_packs_or_else_its_daily_doses():
    made_rows = made(
        "core.drug_exposure",
        given=COMMON
        | {
            "raw.inspire_hresept": """
                lopenr | hreseptid_lnr | atc_1   | utleveringsdato | antall_pakn | ddd
                A      | 1             | L01EB04 | 2023-05-01      | 3           | 10
                A      | 2             | L01EB04 | 2023-05-01      | -           | 28.4
                A      | 3             | L01EB04 | 2023-05-01      | 0.5         | -
                A      | 4             | L01EB04 | 2023-05-01      | -           | -
                A      | 5             | L01XX99 | 2023-05-01      | 2           | 14
            """
        },
    )
    expect(
        made_rows,
        """
        exposure_id | pack_count | supply_days | drug_cost_nok
        h_resept/1  | 3          | 90          | 174000.00
        h_resept/2  | -          | 28          | -
        h_resept/3  | 0.5        | 15          | 29000.00
        h_resept/4  | -          | -           | -
        h_resept/5  | 2          | 14          | -
        """,
    )


def test_administrations_know_their_regimen_and_dispensings_their_refund_code():
    made_rows = made(
        "core.drug_exposure",
        given=COMMON
        | {
            "raw.inspire_legemiddelbehandling": """
                lopenr | rad_id | atc     | dato       | kur_id | syklus_nr | dag_nr | intensjon
                A      | 1      | L01FX07 | 2023-05-01 | 0911   | 2         | 8      | 2
                A      | 2      | L01FX07 | 2023-05-02 | -      | -         | -      | 9
            """,
            "raw.inspire_hresept": """
                lopenr | hreseptid_lnr | atc_1   | utleveringsdato | refusjonskodeutlevering | refusjonskoderesept
                B      | 1             | L01EB04 | 2023-05-02      | c34.1                   | C80
                B      | 2             | L01EB04 | 2023-05-03      | -                       | C80
                B      | 3             | L01EB04 | 2023-05-04      | .                       | c34
                B      | 4             | L01EB04 | 2023-05-05      | -                       | -
            """,
            "raw.nornmd_behandling": """
                lopenr | rad_id | atc     | dato
                B      | 1      | M09AX07 | 2023-05-15
            """,
        },
    )
    expect(
        made_rows,
        """
        exposure_id        | regimen_code | cycle_number | cycle_day | intent_code | refund_code
        hospital/1         | 0911         | 2            | 8         | 2           | -
        hospital/2         | -            | -            | -         | -           | -
        h_resept/1         | -            | -            | -         | -           | C341
        h_resept/2         | -            | -            | -         | -           | C80
        h_resept/3         | -            | -            | -         | -           | C34
        h_resept/4         | -            | -            | -         | -           | -
        quality_register/1 | -            | -            | -         | -           | -
        """,
    )


def test_a_drug_that_a_criterion_asks_for_is_kept_and_others_are_not():
    made_rows = made(
        "core.drug_exposure",
        given=COMMON
        | {
            "agreement.criterion": """
                agreement_id | criterion_id | kind              | subject
                EX004        | hormone      | combination       | -
                EX004        | earlier      | earlier_treatment | substances
                EX004        | diagnosis    | diagnosis         | -
            """,
            "agreement.criterion_value": """
                agreement_id | criterion_id | value
                EX004        | hormone      | L02BG
                EX004        | earlier      | L04A
                EX004        | diagnosis    | N02
            """,
            "raw.inspire_legemiddelbehandling": """
                rad_id | lopenr | atc     | dato       | dose_gitt | doseenhet
                R1     | A      | L02BG04 | 2023-01-01 | 1         | mg
                R2     | A      | L04AX03 | 2023-01-02 | 1         | mg
                R3     | A      | N02BE01 | 2023-01-03 | 1         | mg
                R4     | A      | L02BA01 | 2023-01-04 | 1         | mg
            """,
        },
    )
    expect(made_rows, "atc_code\nL02BG04\nL04AX03")
