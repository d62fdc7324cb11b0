from tests.support.spec import expect, made


def test_each_origin_with_the_years_and_ages_it_covers():
    rows = made(
        "released.life_table",
        {
            "reference.life_table": """
                sex    | age_years | calendar_year | death_probability | origin
                female | 0         | 2020          | 0.01              | An office
                male   | 99        | 2021          | 0.5               | An office
                female | 3         | 2022          | 0.01              | Carried forward from 2021
            """
        },
    )
    expect(
        rows,
        """
        data_cut   | origin                    | first_calendar_year | last_calendar_year | first_age_years | last_age_years
        2026-06-30 | An office                 | 2020                | 2021               | 0               | 99
        2026-06-30 | Carried forward from 2021 | 2022                | 2022               | 3               | 3
        """,
    )
