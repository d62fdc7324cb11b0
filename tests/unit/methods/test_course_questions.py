"""Doses and cycles are asked under the primary rule; courses under one rule lie within those of another."""

import pytest

from pipelines.methods.course_questions import is_within, question_of_course, under_primary


@pytest.mark.parametrize(
    ("measure", "variant", "question"),
    [
        ("drug_cost_on_treatment", "gap_60", "course/gap_60"),
        ("doses", "median", "course/gap_90"),
        ("cycles", "corrected_mean", "course/gap_90/cycles"),
    ],
)
def test_doses_are_of_the_same_question_as_their_cost(measure, variant, question):
    row = {"measure": measure, "variant": variant}
    assert under_primary(question_of_course(row), "gap_90") == question


def test_where_the_rule_is_not_known_it_is_called_primary():
    assert under_primary("course/primary/cycles", None) == "course/primary/cycles"
    assert under_primary("died/365", "gap_90") == "died/365"


@pytest.mark.parametrize(
    ("inner", "outer"),
    [
        ("gap_120", "gap_90"),
        ("gap_120", "gap_60"),
        ("last_dose", "gap_90"),
        ("last_dose", "gap_60"),
        ("gap_90/cycles", "gap_90"),
        ("primary/cycles", "primary"),
    ],
)
def test_what_has_ended_after_a_longer_gap_has_after_a_shorter_one(inner, outer):
    assert is_within(f"course/{inner}", f"course/{outer}")
    assert not is_within(f"course/{outer}", f"course/{inner}")


@pytest.mark.parametrize("rules", [("gap_120", "last_dose"), ("last_dose", "gap_120"), ("gap_90", "gap_90")])
def test_of_others_nothing_is_known(rules):
    assert not is_within(*(f"course/{rule}" for rule in rules))
