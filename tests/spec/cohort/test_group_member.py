from tests.support.spec import expect, made


def members(treated: str, membership: str, levels: str = "") -> list[dict]:
    return made(
        "cohort.group_member",
        given={
            "cohort.treated_person": "agreement_id | person_id | starter\n" + treated,
            "cohort.membership": "agreement_id | cohort | person_id\n" + membership,
            "cohort.subgroup_level": "agreement_id | comparator_id | person_id | subgroup | level\n" + levels,
        },
    )


def test_a_person_is_in_the_whole_group_and_in_the_level_of_each_subgroup():
    found = members(
        "EX004 | A | new_starter",
        "EX004 | inside | A",
        "EX004 | - | A | age | below_70\nEX004 | - | A | sex | women",
    )
    expect(
        found,
        """
        cohort | subgroup | level    | person_id
        inside | all      | all      | A
        inside | age      | below_70 | A
        inside | sex      | women    | A
        """,
    )


def test_the_level_in_a_comparison_is_not_that_of_the_agreement():
    found = members("EX004 | A | new_starter", "EX004 | inside | A", "EX004 | older | A | age | below_70")
    expect(found, "subgroup | level | person_id\nall | all | A")


def test_earlier_starters_are_a_group_of_their_own_and_not_divided():
    found = members("EX004 | A | earlier_starter", "", "EX004 | - | A | sex | women")
    expect(found, "cohort | subgroup | level | person_id\nearlier_starter | all | all | A")


def test_an_agreement_without_subgroups_has_whole_groups():
    found = members("EX001 | A | new_starter", "EX001 | inside | A\nEX001 | all_treated | A")
    expect(found, "cohort | subgroup | person_id\ninside | all | A\nall_treated | all | A")
