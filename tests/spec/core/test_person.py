"""core.person: whom to believe on sex and birth, and who is lost to follow-up."""

from tests.support.spec import expect, made

SOURCE = """
    register         | complete_to
    folkeregisteret  | 2026-05-31
    npr              | 2026-04-30
"""


def persons(*names: str) -> str:
    return "\n".join(("person_id", *names))


def test_the_most_trusted_register_is_believed_then_its_latest_word():
    made_rows = made(
        "core.person",
        given={
            "core.study_person": persons("A", "B", "C", "D", "E", "F"),
            "core.source": SOURCE,
            "core.person_statement": """
                person_id | statement_number | register        | precedence | stated_date | sex    | birth_year | birth_month
                A         | 1                | folkeregisteret | 1          | 2026-05-31  | female | 1980       | 4
                A         | 2                | kreftregisteret | 2          | 2020-01-01  | male   | 1981       | 5
                B         | 1                | kreftregisteret | 2          | 2021-01-01  | female | 1951       | 7
                B         | 2                | kreftregisteret | 2          | 2019-01-01  | male   | 1950       | 6
                C         | 1                | nornmd          | 3          | 2022-01-01  | male   | 1990       | -
                C         | 2                | inspire         | 4          | 2023-01-01  | female | 1991       | -
                D         | 1                | inspire         | 4          | 2023-01-01  | female | 1962       | -
                D         | 2                | npr             | 5          | 2024-01-01  | male   | 1963       | -
                E         | 1                | inspire         | 4          | 2023-01-01  | -      | 1940       | -
                E         | 2                | npr             | 5          | 2024-01-01  | female | 1941       | -
                E         | 3                | npr             | 5          | 2019-01-01  | male   | 1941       | -
            """,
        },
    )
    expect(
        made_rows,
        """
        person_id | sex     | birth_year | birth_month
        A         | female  | 1980       | 4
        B         | female  | 1951       | 7
        C         | male    | 1990       | -
        D         | female  | 1962       | -
        E         | female  | 1940       | -
        F         | unknown | -          | -
        """,
    )


def test_birth_month_never_comes_from_another_register_than_the_year():
    made_rows = made(
        "core.person",
        given={
            "core.study_person": persons("A"),
            "core.person_statement": """
                person_id | statement_number | register        | precedence | birth_year | birth_month
                A         | 1                | folkeregisteret | 1          | 1970       | -
                A         | 2                | kreftregisteret | 2          | 1971       | 3
            """,
        },
    )
    expect(made_rows, "person_id | birth_year | birth_month\nA | 1970 | -")


def test_emigration_counts_until_the_person_returns():
    made_rows = made(
        "core.person",
        given={
            "core.study_person": persons("A", "B", "C", "D", "E"),
            "core.source": SOURCE,
            "raw.folkeregisteret_person": """
                lopenr | kjonn | status | statusdato | dodsdato   | emigrertdato | innvandretdato
                A      | 1     | .      | 2024-02-01 | -          | 2024-02-01   | -
                B      | 1     | B      | 2026-05-31 | -          | 2020-01-01   | 2022-01-01
                C      | 1     | .      | 2024-03-01 | -          | 2024-03-01   | 2010-01-01
                D      | 1     | .      | 2023-07-01 | -          | -            | -
                E      | 1     | D      | 2026-06-15 | 2026-06-15 | -            | -
            """,
        },
    )
    expect(
        made_rows,
        """
        person_id | emigration_date | death_date | vital_complete_to
        A         | 2024-02-01      | -          | 2026-05-31
        B         | -               | -          | 2026-05-31
        C         | 2024-03-01      | -          | 2026-05-31
        D         | 2023-07-01      | -          | 2026-05-31
        E         | -               | 2026-06-15 | 2026-05-31
        """,
    )


def test_vital_status_is_unknown_for_whom_the_population_register_does_not_have():
    made_rows = made(
        "core.person",
        given={
            "core.study_person": persons("A"),
            "core.source": SOURCE,
            "core.person_statement": """
                person_id | statement_number | register | precedence | sex
                A         | 1                | npr      | 5          | female
            """,
        },
    )
    expect(made_rows, "person_id | sex | vital_complete_to\nA | female | -")


def test_nobody_outside_the_study_comes_in():
    made_rows = made(
        "core.person",
        given={
            "core.study_person": persons("A"),
            "raw.folkeregisteret_person": """
                lopenr | kjonn
                A      | 1
                Z      | 1
            """,
        },
    )
    expect(made_rows, "person_id\nA")


def test_the_region_is_that_of_the_newest_address_with_a_known_county():
    made_rows = made(
        "core.person",
        given={
            "core.study_person": persons("A", "B", "C", "D", "E"),
            "reference.county_region": """
                county_code | region_code
                03          | 7
                12          | 3
                46          | 3
                55          | 5
            """,
            "raw.kreftregisteret_tilfelle": """
                lopenr | sid | diagnosedato | bofylke_diag
                A      | 1   | 2019-01-01   | 12
                B      | 2   | 2024-01-01   | 03
                D      | 3   | 2018-01-01   | 03
            """,
            "raw.inspire_hresept": """
                lopenr | hreseptid_lnr | utleveringsdato | pasfylke2 | komnrhjem2
                A      | 1             | 2022-01-01      | 55        | 0301
                B      | 2             | 2023-01-01      | -         | 5501
                C      | 3             | 2023-01-01      | -         | 4601
            """,
            "raw.npr_episode": """
                lopenr | episode_lnr | inndato    | komnrhjem2 | sh_reg
                A      | 1           | 2021-01-01 | 0301       | 7
                D      | 1           | 2024-01-01 | 9999       | 4
                E      | 1           | 2024-01-01 | -          | 4
            """,
        },
    )
    expect(
        made_rows,
        """
        person_id | region_code
        A         | 5
        B         | 7
        C         | 3
        D         | 7
        E         | -
        """,
    )


def test_without_a_known_county_the_region_is_the_one_that_follows_the_person_in_the_rare_disease_register():
    made_rows = made(
        "core.person",
        given={
            "core.study_person": persons("A", "B", "C", "D"),
            "reference.county_region": """
                county_code | region_code
                46          | 3
            """,
            "raw.nornmd_pasient": """
                lopenr | inklusjonsdato | sh_reg
                A      | 2024-01-01     | 5
                B      | 2024-01-01     | 4
                C      | 2024-01-01     | 9
                D      | -              | 7
            """,
            "raw.npr_episode": """
                lopenr | episode_lnr | inndato    | komnrhjem2 | sh_reg
                A      | 1           | 2020-01-01 | 4601       | 7
                B      | 1           | 2025-01-01 | 9999       | 7
            """,
        },
    )
    expect(
        made_rows,
        """
        person_id | region_code
        A         | 3
        B         | 4
        C         | -
        D         | 7
        """,
    )
