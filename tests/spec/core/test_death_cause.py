"""core.death_cause: causes as far as they are coded."""

from tests.support.spec import expect, made


def test_causes_are_cleaned_and_uncoded_deaths_stay_without_a_cause():
    made_rows = made(
        "core.death_cause",
        given={
            "core.study_person": "person_id\nA\nB\nC",
            "raw.dar_dodsarsak": """
                lopenr | dodsdato   | dodsarsak_underliggende | dodsarsak_kode1 | dodsarsak_kode2 | dodsarsak_kode4 | dod_gr | dodssted | obduksjon
                A      | 2023-01-01 | C34.9                   | J18.9           | -               | i10             | 1      | 1        | 1
                B      | 2025-11-01 | -                       | -               | -               | -               | 3      | 9        | 9
                C      | 2024-11-01 | I219                    | -               | -               | -               | 2      | 2        | 0
                Z      | 2024-11-01 | I219                    | -               | -               | -               | 2      | 3        | 0
            """,
        },
    )
    expect(
        made_rows,
        """
        person_id | death_date | underlying_cause_code | contributing_cause_codes | cause_group | place_of_death | has_autopsy
        A         | 2023-01-01 | C349                  | J189+I10                 | cancer      | hospital       | true
        B         | 2025-11-01 | -                     | -                        | unknown     | unknown        | -
        C         | 2024-11-01 | I219                  | -                        | other       | nursing_home   | false
        """,
    )
