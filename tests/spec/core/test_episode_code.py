"""core.episode_code: NPR's wide rows turned long, codes that strayed put right."""

from tests.support.spec import expect, made


def codes(row: str) -> list[dict]:
    return made("core.episode_code", given={"core.study_person": "person_id\nA", "raw.npr_episode": row})


def test_conditions_keep_their_place_and_the_missing_main_condition_stays_missing():
    made_rows = codes("""
        lopenr | episode_lnr | tilstand_1_1 | tilstand_1_2 | tilstand_2_1 | tilstand_20_1
        A      | 1           | C50.9        | g05.1        | Z511 ,       | I10
        A      | 2           | -            | -            | J18.9        | -
        Z      | 1           | C509         | -            | -            | -
    """)
    expect(
        made_rows,
        """
        person_id | episode_id | code_type | position | code
        A         | 1          | condition | 1        | C509
        A         | 1          | condition | 21       | G051
        A         | 1          | condition | 2        | Z511
        A         | 1          | condition | 20       | I10
        A         | 2          | condition | 2        | J189
        """,
    )


def test_drug_codes_in_procedure_columns_are_drugs():
    made_rows = codes("""
        lopenr | episode_lnr | ncsp_1 | ncsp_20 | ncmp_1 | ncmp_2  | ncmp_20 | atc_1   | atc_5
        A      | 1           | GDC00  | l01fx07 | WBOC05 | L01FX07 | 9ZA01   | L01FX07 | M09AX07
        A      | 2           | HAC 20 | -       | wbgm30 | .       | -       | -       | -
    """)
    expect(
        made_rows,
        """
        episode_id | code_type | position | code
        1          | procedure | 1        | GDC00
        1          | drug      | 20       | L01FX07
        1          | procedure | 21       | WBOC05
        1          | drug      | 22       | L01FX07
        1          | drug      | 40       | 9ZA01
        1          | drug      | 41       | L01FX07
        1          | drug      | 45       | M09AX07
        2          | procedure | 1        | HAC20
        2          | procedure | 21       | WBGM30
        """,
    )
