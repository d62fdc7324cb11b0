# ruff: noqa: E501 - a message stands on one line
"""Criteria that nobody can meet, and subgroups wholly or partly outside the indication, are refused."""

import pytest

from pipelines.agreements.read import AgreementError
from tests.support.small_agreement import agreement_from, changed

LABEL = "label: {english: a, norwegian: b}"


def with_subgroup(variable: str, *levels: str, more: str = "") -> str:
    """The small agreement (ages 0 to 18) with one subgroup, and `more` criteria before it."""
    lines = [
        f"subgroups:\n  - id: group\n    variable: {variable}\n    levels:",
        *(f"      - {{{level}, {LABEL}}}" for level in levels),
    ]
    text = "\n".join(lines)
    return changed(("outcome_measures:", f"{more}{text}\noutcome_measures:"))


def criterion(name: str, rest: str) -> str:
    return (
        f"  - id: {name}\n    {rest}\n    description: {{english: a, norwegian: b}}\n    is_invented: true\n"
    )


def problems_in(text, folder):
    with pytest.raises(AgreementError) as caught:
        agreement_from(text, folder)
    return [line.removeprefix("EX001.yaml: ") for line in caught.value.problems]


def test_levels_inside_the_indication_are_right(tmp_path):
    text = with_subgroup(
        "age",
        "level: young, maximum: 10",
        "level: middle, minimum: 10, maximum: 15",
        "level: old, minimum: 15",
    )
    assert len(agreement_from(text, tmp_path).subgroups[0].levels) == 3


WHERE = "subgroups[0].levels"
AGES = "ages inside the indication, which is from 0 and below 18 years"
CASES = {
    "wholly outside": (("age", "level: a, maximum: 10", "level: b, minimum: 18"),
        f"{WHERE}[1].minimum: found 18; expected {AGES}"),
    "partly outside": (("age", "level: a, maximum: 10", "level: b, minimum: 10, maximum: 25"),
        f"{WHERE}[1].maximum: found 25; expected {AGES}"),
    "below the indication": (("age", "level: a, maximum: 0", "level: b, minimum: 10"),
        f"{WHERE}[0].maximum: found 0; expected {AGES}"),
    "levels that share ages": (("age", "level: a, maximum: 12", "level: b, minimum: 10"),
        f"{WHERE}[1]: found 'b'; expected ages that no other level holds; a holds some of them"),
    "level upside down": (("age", "level: a, minimum: 12, maximum: 10", "level: b, maximum: 10"),
        f"{WHERE}[0].maximum: found 10; expected more than the minimum, 12"),
    "age with a value": (("age", "level: a, maximum: 10, value: young", "level: b, minimum: 10"),
        f"{WHERE}[0].value: found 'young'; expected no value with variable age"),
    "sex with an age": (("sex", "level: a, value: female, minimum: 3", "level: b, value: male"),
        f"{WHERE}[0].minimum: found 3; expected no minimum with variable sex"),
    "unknown sex": (("sex", "level: a, value: females", "level: b, value: male"),
        f"{WHERE}[0].value: found 'females'; expected one of female, male (did you mean 'female'?)"),
    "region without a value": (("region", "level: a", "level: b, value: '4'"),
        f"{WHERE}[0].value: found nothing; expected one of 3, 4, 5, 7, 9"),
    "value twice": (("sex", "level: a, value: male", "level: b, value: male"),
        f"{WHERE}[1].value: found 'male'; expected each value in one level"),
    "level twice": (("sex", "level: a, value: male", "level: a, value: female"),
        f"{WHERE}[1].level: found 'a'; expected each one once in the file"),
    "one level": (("sex", "level: a, value: male"), f"{WHERE}: found a list; expected at least 2 entries"),
    "unknown variable": (("stage", "level: a, value: male", "level: b, value: female"),
        "subgroups[0].variable: found 'stage'; expected one of age, sex, region (did you mean 'age'?)"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_subgroup_that_is_wrong(name, tmp_path):
    given, expected = CASES[name]
    assert problems_in(with_subgroup(*given), tmp_path) == [expected]


def test_an_age_level_without_limits_is_named_by_its_place(tmp_path):
    found = problems_in(with_subgroup("age", "level: a", "level: b, minimum: 10"), tmp_path)
    assert found[0] == f"{WHERE}[0]: found nothing; expected a minimum or a maximum with variable age"


def test_a_sex_outside_the_indication(tmp_path):
    text = with_subgroup(
        "sex", "level: a, value: female", "level: b, value: male",
        more=criterion("women", "kind: sex\n    values: [female]"),
    )  # fmt: skip
    assert problems_in(text, tmp_path) == [
        f"{WHERE}[1].value: found 'male'; expected a sex inside the indication: female"
    ]


def test_a_region_outside_the_indication(tmp_path):
    text = with_subgroup(
        "region", "level: a, value: '3'", "level: b, value: '5'",
        more=criterion("south", "kind: place\n    subject: region\n    values: ['3', '7']"),
    )  # fmt: skip
    assert problems_in(text, tmp_path) == [
        f"{WHERE}[1].value: found '5'; expected a region inside the indication: 3, 7"
    ]


def test_alternatives_leave_everybody_inside(tmp_path):
    either = "\n    alternative_group: either"
    text = with_subgroup(
        "sex", "level: a, value: female", "level: b, value: male",
        more=criterion("women", f"kind: sex\n    values: [female]{either}")
        + criterion("earlier", f"kind: earlier_treatment\n    subject: transplant{either}"),
    )  # fmt: skip
    assert agreement_from(text, tmp_path).subgroups


def test_subgroup_id_twice(tmp_path):
    text = with_subgroup("sex", "level: a, value: female", "level: b, value: male")
    again = text[text.index("  - id: group") : text.index("outcome_measures:")]
    assert problems_in(text.replace("outcome_measures:", f"{again}outcome_measures:"), tmp_path) == [
        "subgroups[1].id: found 'group'; expected each one once in the file"
    ]


def test_ages_that_nobody_has(tmp_path):
    text = changed(("    minimum: 0\n    maximum: 18\n", "    minimum: 18\n"))
    assert problems_in(text, tmp_path) == [
        "criteria[0]: found ages that the other criteria and treated_scope leave nobody of (from 18, below 18); "
        "expected ages that somebody can have"
    ]


def test_two_sexes_that_exclude_each_other(tmp_path):
    more = criterion("women", "kind: sex\n    values: [female]")
    more += criterion("men", "kind: sex\n    values: [male]")
    assert problems_in(changed(("outcome_measures:", f"{more}outcome_measures:")), tmp_path) == [
        "criteria[3].values: found 'male'; expected a value that the other criteria of kind sex accept too"
    ]


LINES, SINCE = "kind: earlier_treatment, subject: lines", "kind: time_since, subject: relapse"
TOGETHER = {
    "lines": (LINES, "minimum: 3", "maximum: 3",
        "criteria[3].maximum: found 3; expected more than 3, minimum of another criterion"),
    "lines the other way round": (LINES, "maximum: 2", "minimum: 2",
        "criteria[3].minimum: found 2; expected less than 2, maximum of another criterion"),
    "time": (SINCE, "minimum: 90", "minimum: 5\n    maximum: 30",
        "criteria[3].maximum: found 30; expected more than 90, minimum of another criterion"),
    "days": ("kind: calendar", "first_date: 2023-03-02", "last_date: 2023-03-01",
        "criteria[3].last_date: found 2023-03-01; expected a date not before 2023-03-02, first_date of another criterion"),
    "days the other way round": ("kind: calendar", "last_date: 2023-03-01", "first_date: 2023-03-02",
        "criteria[3].first_date: found 2023-03-02; expected a date not after 2023-03-01, last_date of another criterion"),
}  # fmt: skip


def two_criteria(kind: str, first: str, second: str, more: str = "") -> str:
    kind = kind.replace(", ", "\n    ")
    added = criterion("one", f"{kind}\n    {first}{more}") + criterion("two", f"{kind}\n    {second}{more}")
    return changed(("outcome_measures:", f"{added}outcome_measures:"))


@pytest.mark.parametrize("name", TOGETHER)
def test_two_criteria_that_nobody_can_meet_together(name, tmp_path):
    kind, first, second, expected = TOGETHER[name]
    assert problems_in(two_criteria(kind, first, second), tmp_path) == [expected]
    alternatives = two_criteria(kind, first, second, "\n    alternative_group: either")
    assert len(agreement_from(alternatives, tmp_path).criteria) == 4


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        (LINES, "minimum: 2", "maximum: 3"),
        (SINCE, "maximum: 90", "minimum: 89"),
        ("kind: calendar", "first_date: 2023-03-01", "last_date: 2023-03-01"),
        ("kind: calendar", "last_date: 2023-03-01", "last_date: 2023-02-01"),
    ],
)
def test_two_criteria_that_somebody_can_meet_together(kind, first, second, tmp_path):
    assert len(agreement_from(two_criteria(kind, first, second), tmp_path).criteria) == 4


def test_time_since_the_diagnosis_and_since_the_relapse_are_two_times(tmp_path):
    text = two_criteria(SINCE, "minimum: 90", "maximum: 30").replace("relapse", "diagnosis", 1)
    assert len(agreement_from(text, tmp_path).criteria) == 4
