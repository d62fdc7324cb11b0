from tests.support.spec import expect, made


def test_tariffs_that_are_used_with_their_origin():
    rows = made(
        "released.eq5d_tariff",
        {
            "agreement.patient_reported": """
                agreement_id | scale      | eq5d_tariff
                EX004        | eq5d_index | used
                EX005        | eq5d_index | used
                EX004        | eq_vas     | -
            """,
            "reference.eq5d_tariff": """
                tariff | population | term     | level | decrement | origin
                used   | adult      | mobility | 1     | 0         | A paper
                used   | adult      | mobility | 2     | 0.1       | A paper
                other  | youth      | mobility | 1     | 0         | Another
            """,
        },
    )
    expect(
        rows,
        """
        data_cut   | tariff | population | origin
        2026-06-30 | used   | adult      | A paper
        """,
    )
