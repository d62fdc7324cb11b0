from tests.support.spec import expect, made

SUBGROUPS = """
    agreement_id | subgroup_id | level    | variable | minimum | maximum | value
    EX004        | age         | below_70 | age      | -       | 70      | -
    EX004        | age         | from_70  | age      | 70      | -       | -
    EX004        | sex         | women    | sex      | -       | -       | female
    EX004        | place       | west     | region   | -       | -       | 3
"""
PERSON = "person_id | age_years | sex | region_code\n"


def levels(treated: str = "", compared: str = "") -> list[dict]:
    return made(
        "cohort.subgroup_level",
        given={
            "agreement.subgroup": SUBGROUPS,
            "cohort.treated_person": "agreement_id | " + PERSON + treated,
            "cohort.comparison_person": "agreement_id | comparator_id | arm | " + PERSON + compared,
        },
    )


def test_one_level_of_each_subgroup():
    """Seventy is not younger than seventy."""
    expect(
        levels("EX004 | A | 69.99 | female | 3\nEX004 | B | 70 | male | 7"),
        """
        person_id | subgroup | level    | comparator_id
        A         | age      | below_70 | -
        A         | sex      | women    | -
        A         | place    | west     | -
        B         | age      | from_70  | -
        """,
    )


def test_who_is_of_unknown_age_is_in_no_level_of_age():
    expect(levels("EX004 | A | - | female | -"), "subgroup | level\nsex | women")


def test_who_is_compared_has_the_level_of_the_own_first_dose():
    expect(
        levels(
            compared="EX004 | older | comparator | A | 68 | male | 7\nEX004 | older | treated | A | 71 | male | 7"
        ),
        """
        comparator_id | arm        | person_id | subgroup | level
        older         | comparator | A         | age      | below_70
        older         | treated    | A         | age      | from_70
        """,
    )
