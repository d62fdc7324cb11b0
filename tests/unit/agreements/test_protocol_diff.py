"""What differs between two protocols, place by place."""

from hypothesis import given
from hypothesis import strategies as st

from pipelines.agreements.protocol_diff import Change, differences


def test_a_changed_value_has_its_place_before_and_after():
    before = {"plan": {"start": "2022-01-01"}, "rules": [{"id": "a", "margin": "0.05"}]}
    after = {"plan": {"start": "2022-02-01"}, "rules": [{"id": "a", "margin": "0.1"}]}
    assert differences(before, after) == [
        Change("plan.start", "2022-01-01", "2022-02-01"),
        Change("rules[a].margin", "0.05", "0.1"),
    ]


def test_a_part_put_in_or_taken_out_does_not_move_the_others():
    before = {"criteria": [{"id": "age", "kind": "age"}, {"id": "stage", "kind": "stage"}]}
    after = {"criteria": [{"id": "sex", "kind": "sex"}, {"id": "age", "kind": "age"}]}
    assert differences(before, after) == [
        Change("criteria[stage].id", "stage", None),
        Change("criteria[stage].kind", "stage", None),
        Change("criteria[sex].id", None, "sex"),
        Change("criteria[sex].kind", None, "sex"),
    ]


def test_another_order_is_one_change():
    before = {"codes": ["C33", "C34"], "criteria": [{"id": "a"}, {"id": "b"}, {"id": "c"}]}
    after = {"codes": ["C34", "C33"], "criteria": [{"id": "c"}, {"id": "a"}, {"id": "b"}]}
    assert differences(before, after) == [
        Change("codes[0]", "C33", "C34"),
        Change("codes[1]", "C34", "C33"),
        Change("criteria (order)", "a, b, c", "c, a, b"),
    ]


def test_measures_are_told_apart_by_what_they_measure():
    survival = {"measure": "overall_survival", "variant": "kaplan_meier", "cohort": "inside"}
    before = {"outcomes": [survival | {"time_days": 365}, survival | {"time_days": 730}]}
    after = {"outcomes": [survival | {"time_days": 730}]}
    assert {change.path.split("]")[0] for change in differences(before, after)} == {
        "outcomes[overall_survival kaplan_meier inside 365"
    }


def test_words_of_other_kinds():
    assert differences({"a": True, "b": []}, {"a": False, "b": {}}) == [Change("a", "true", "false")]


PLAIN = st.recursive(
    st.sampled_from(["x", "y", "", 1, 2, True]),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.sampled_from("abid"), part, max_size=3),
    max_leaves=12,
)
DOCUMENTS = st.dictionaries(st.sampled_from("abid"), PLAIN, max_size=4)


@given(DOCUMENTS)
def test_a_protocol_does_not_differ_from_itself(document):
    assert differences(document, document) == []


@given(DOCUMENTS, DOCUMENTS)
def test_a_difference_both_ways_is_the_same_the_other_way_round(one, other):
    there, back = differences(one, other), differences(other, one)
    assert {(c.path, c.before, c.after) for c in there} == {(c.path, c.after, c.before) for c in back}
