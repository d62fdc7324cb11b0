"""core.person_statement: what each register says of sex and birth, as it says it, in the order of trust."""

from tests.support.spec import expect, made


def test_each_thing_said_stands_once_with_its_latest_date():
    statements = made(
        "core.person_statement",
        given={
            "core.study_person": "person_id\nA\nB\nC\nD",
            "raw.folkeregisteret_person": """
                lopenr | kjonn | fodselsaar | fodselsmnd | statusdato
                A      | 2     | 1980       | 4          | 2026-05-31
                B      | 9     | -          | 2          | 2026-05-31
                Z      | 1     | 1990       | 1          | 2026-05-31
            """,
            "raw.kreftregisteret_tilfelle": """
                lopenr | sid | kjonn | fodselsaar | fodselsmnd | diagnosedato
                A      | 1   | 1     | 1981       | 5          | 2020-01-01
                B      | 2   | 1     | 1950       | 6          | 2019-01-01
                B      | 3   | 2     | 1951       | 7          | 2021-01-01
            """,
            "raw.nornmd_pasient": """
                lopenr | kjonn | fodselsaar | inklusjonsdato
                C      | 1     | 1990       | -
            """,
            "raw.inspire_hresept": """
                lopenr | hreseptid_lnr | kjonn    | fodselsar | utleveringsdato
                C      | 1             | Kvinne   | 1991      | 2023-01-01
                D      | 2             | -        | 1940      | 2023-01-01
            """,
            "raw.npr_episode": """
                lopenr | episode_lnr | kjonn | fodselsar | inndato
                D      | 1           | 1     | 1941      | 2019-01-01
                D      | 2           | 1     | 1941      | 2024-01-01
                D      | 3           | 0     | 1941      | 2025-01-01
            """,
        },
    )
    expect(
        statements,
        """
        person_id | statement_number | register        | precedence | stated_date | sex    | birth_year | birth_month
        A         | 1                | folkeregisteret | 1          | 2026-05-31  | female | 1980       | 4
        A         | 2                | kreftregisteret | 2          | 2020-01-01  | male   | 1981       | 5
        B         | 1                | kreftregisteret | 2          | 2021-01-01  | female | 1951       | 7
        B         | 2                | kreftregisteret | 2          | 2019-01-01  | male   | 1950       | 6
        C         | 1                | nornmd          | 3          | -           | male   | 1990       | -
        C         | 2                | inspire         | 4          | 2023-01-01  | female | 1991       | -
        D         | 1                | inspire         | 4          | 2023-01-01  | -      | 1940       | -
        D         | 2                | npr             | 5          | 2025-01-01  | -      | 1941       | -
        D         | 3                | npr             | 5          | 2024-01-01  | male   | 1941       | -
        """,
    )
