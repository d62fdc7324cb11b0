"""core.tumour: dotted codes, retired spread codes, missing values."""

import pytest

from tests.support.spec import expect, made

STUDY = "person_id\nA"


def test_codes_are_written_one_way():
    made_rows = made(
        "core.tumour",
        given={
            "core.study_person": STUDY,
            "raw.kreftregisteret_tilfelle": """
                lopenr | sid | diagnosedato | icd10  | topografi | morfologi | metastase | basis | ds
                A      | 1   | 2021-03-04   | C34.1  | C34.1     | 80463     | 0         | 70    | 3
                A      | 2   | 2022-03-04   | c341,  | 341       | -         | 9         | 00    | 0
                A      | 3   | 2023-03-04   | C91.0  | c421      | 98363     | 9         | -     | -
                Z      | 4   | 2023-03-04   | C910   | C421      | 98363     | 9         | 70    | 3
            """,
        },
    )
    expect(
        made_rows,
        """
        person_id | tumour_id | diagnosis_date | icd10_code | topography_code | morphology_code | basis_code | certainty_code
        A         | 1         | 2021-03-04     | C341       | C341            | 80463           | 70         | 3
        A         | 2         | 2022-03-04     | C341       | C341            | -               | 00         | 0
        A         | 3         | 2023-03-04     | C910       | C421            | 98363           | -          | -
        """,
    )


@pytest.mark.parametrize(
    ("code", "spread"),
    [
        ("0", "localised"),
        ("8", "localised"),
        ("A", "regional"),
        ("D", "regional"),
        ("d", "regional"),
        ("1", "regional"),
        ("3", "regional"),
        ("5", "regional"),
        ("6", "regional"),
        ("B", "distant"),
        ("2", "distant"),
        ("4", "distant"),
        ("7", "unknown"),
        ("C", "unknown"),
        ("9", "unknown"),
        ("-", "unknown"),
    ],
)
def test_every_spread_code_has_one_declared_meaning(code, spread):
    made_rows = made(
        "core.tumour",
        given={
            "core.study_person": STUDY,
            "raw.kreftregisteret_tilfelle": f"lopenr | sid | metastase\nA | 1 | {code}",
        },
    )
    expect(made_rows, f"tumour_id | spread\n1 | {spread}")


def test_behaviour_is_the_fifth_digit_and_the_region_follows_the_county():
    made_rows = made(
        "core.tumour",
        given={
            "core.study_person": STUDY,
            "reference.county_region": "county_code | region_code\n12 | 3\n46 | 3",
            "raw.kreftregisteret_tilfelle": """
                lopenr | sid | morfologi | bofylke_diag
                A      | 1   | 80463     | 12
                A      | 2   | 85002     | 46
                A      | 3   | -         | 99
                A      | 4   | 8140      | -
            """,
        },
    )
    expect(
        made_rows,
        """
        tumour_id | behaviour_code | region_code
        1         | 3              | 3
        2         | 2              | 3
        3         | -              | -
        4         | -              | -
        """,
    )
