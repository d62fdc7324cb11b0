"""result.comparison_subgroup: the comparison by level, and whether the levels differ."""

import pytest

from tests.support.compared import given
from tests.support.spec import made, rows


def divided(n: int) -> dict[str, dict]:
    """The comparison of `compared.given`, its persons dealt out to two levels in turn: a row for each level."""
    tables = given(n)
    persons = rows(tables["cohort.comparison_person"])
    levels = [
        f"EX004 | older | {person['arm']} | {person['person_id']} | half | {'ab'[place % 2]}"
        for place, person in enumerate(persons)
    ]
    head = "agreement_id | comparator_id | arm | person_id | subgroup | level\n"
    found = made("result.comparison_subgroup", tables | {"cohort.subgroup_level": head + "\n".join(levels)})
    return {row["level"]: row for row in found if row["cohort"] == "compared"}


def test_levels_dealt_at_random_have_the_ratio_of_the_whole_and_do_not_differ():
    """The drug does nothing: within a level too, once sex is weighted away."""
    found = divided(24)
    assert sorted(found) == ["a", "b"]
    assert found["a"]["hazard_ratio"] == pytest.approx(1, abs=0.15)
    assert found["a"]["lower"] < 1 < found["a"]["upper"]
    assert (found["a"]["n_treated"], found["a"]["fewest_events"]) == (48, 12)
    assert found["a"]["p_value"] == found["b"]["p_value"] > 0.5
    assert (found["a"]["degrees_of_freedom"], found["a"]["n_tests"]) == (1, 1)


def test_nothing_is_said_where_a_group_of_a_level_has_fewer_than_ten_deaths():
    found = divided(18)
    assert {row["fewest_events"] for row in found.values()} == {9}
    assert {row["hazard_ratio"] for row in found.values()} == {None}
    assert {row["n_tests"] for row in found.values()} == {0}


def test_an_agreement_without_subgroups_has_no_row():
    assert made("result.comparison_subgroup", given()) == []
