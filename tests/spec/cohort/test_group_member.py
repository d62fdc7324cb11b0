from tests.support.spec import expect, made

SUBGROUPS = """
    agreement_id | subgroup_id | level    | variable | minimum | maximum | value
    EX004        | age         | below_70 | age      | -       | 70      | -
    EX004        | age         | from_70  | age      | 70      | -       | -
    EX004        | sex         | women    | sex      | -       | -       | female
    EX004        | place       | west     | region   | -       | -       | 3
"""


def members(treated: str, membership: str) -> list[dict]:
    return made(
        "cohort.group_member",
        given={
            "agreement.subgroup": SUBGROUPS,
            "cohort.treated_person": "agreement_id | person_id | starter | age_years | sex | region_code\n"
            + treated,
            "cohort.membership": "agreement_id | cohort | person_id\n" + membership,
        },
    )


def test_a_person_is_in_the_whole_group_and_in_one_level_of_each_subgroup():
    """Seventy is not younger than seventy."""
    found = members(
        "EX004 | A | new_starter | 69.99 | female | 3\nEX004 | B | new_starter | 70 | male | 7",
        "EX004 | inside | A\nEX004 | inside | B",
    )
    expect(
        found,
        """
        cohort | subgroup | level    | person_id
        inside | all      | all      | A
        inside | age      | below_70 | A
        inside | sex      | women    | A
        inside | place    | west     | A
        inside | all      | all      | B
        inside | age      | from_70  | B
        """,
    )


def test_who_is_of_unknown_age_is_in_no_level_of_age():
    found = members("EX004 | A | new_starter | - | female | -", "EX004 | inside | A")
    expect(found, "subgroup | level | person_id\nall | all | A\nsex | women | A")


def test_earlier_starters_are_a_group_of_their_own_and_not_divided():
    found = members("EX004 | A | earlier_starter | 60 | female | 3", "")
    expect(found, "cohort | subgroup | level | person_id\nearlier_starter | all | all | A")


def test_an_agreement_without_subgroups_has_whole_groups():
    found = members(
        "EX001 | A | new_starter | 60 | female | 3", "EX001 | inside | A\nEX001 | all_treated | A"
    )
    expect(found, "cohort | subgroup | person_id\ninside | all | A\nall_treated | all | A")
