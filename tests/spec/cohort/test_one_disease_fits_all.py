"""Random persons, diseases and criteria: the tables against Kleene's logic written out person by person."""

from collections.abc import Iterable
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.spec import made

NO, UNKNOWN, YES = 0, 1, 2
WORD = {NO: "not_met", UNKNOWN: "unknown", YES: "met"}
VERDICT = {NO: "outside", UNKNOWN: "undetermined", YES: "inside"}
CODES = {
    "diagnosis": ("icd10_code", ["C341", "C349", "C34", "C509", None]),
    "topography": ("topography_code", ["C341", "C34", "C509", None]),
    "morphology": ("morphology_code", ["81403", "80703", None]),
    "behaviour": ("behaviour_code", ["3", "1", None]),
}
LISTED = {"diagnosis": ["C341", "C50"], "topography": ["C341"], "morphology": ["81403"], "behaviour": ["3"]}
STATE, PERSON = "stage", "age"


@dataclass(frozen=True)
class Criterion:
    id: str
    kind: str
    group: str | None
    """Alternatives share it. How a disease is, is never an alternative to what it is; the person's answers may be."""

    @property
    def requirement(self) -> str:
        return self.group or self.id


@dataclass(frozen=True)
class Disease:
    codes: dict[str, str | None]
    stages: dict[str, int]

    def truth(self, criterion: Criterion) -> int:
        if criterion.kind == STATE:
            return self.stages[criterion.id]
        code = self.codes[CODES[criterion.kind][0]]
        if code is None:
            return UNKNOWN
        if any(code.startswith(listed) for listed in LISTED[criterion.kind]):
            return YES
        return UNKNOWN if any(listed.startswith(code) for listed in LISTED[criterion.kind]) else NO


@dataclass(frozen=True)
class Person:
    diseases: list[Disease]
    is_register_closed: bool
    answers: dict[str, int]
    """To the criteria that are not on the disease."""


def truth_of(criteria: list[Criterion], person: Person) -> int:
    """Whether the person is inside: some disease, registered or not, must fit every requirement on it.

    A disease that the register may yet hold is unknown in what it is. How it is, is asked of those registered
    that may be the one.
    """
    required: dict[str, list[Criterion]] = {}
    for criterion in criteria:
        required.setdefault(criterion.requirement, []).append(criterion)

    def value(alternatives: list[Criterion], disease: Disease | None) -> int:
        return max(
            person.answers[one.id] if one.kind == PERSON else disease.truth(one) if disease else UNKNOWN
            for one in alternatives
        )

    def all_of(groups: Iterable[list[Criterion]], disease: Disease | None) -> int:
        return min((value(group, disease) for group in groups), default=YES)

    what, how, who = [], [], []
    for group in required.values():
        kinds = {one.kind for one in group} - {PERSON}
        (who if not kinds else how if kinds == {STATE} else what).append(group)

    may_be_unregistered = not (person.is_register_closed and person.diseases)
    candidates = [*person.diseases, *([None] if may_be_unregistered else [])]
    identity = max(all_of(what, disease) for disease in candidates)
    in_question = [disease for disease in person.diseases if all_of(what, disease) != NO] or [None]
    state = max(all_of([*what, *how], disease) for disease in in_question) if how else YES
    if how and in_question == [None]:
        state = all_of(how, None)
    return min(identity, state, all_of(who, None))


def _criteria(*asked: str) -> list[Criterion]:
    """`morphology` alone, `stage/how` one of the alternatives named how; in the order of the file."""
    parts = (text.partition("/") for text in asked)
    return [Criterion(f"c{place}", kind, group or None) for place, (kind, _, group) in enumerate(parts)]


SHAPES = [
    _criteria("diagnosis", "topography", "morphology", "behaviour", "stage"),
    _criteria("stage", "behaviour", "diagnosis"),
    _criteria("stage", "age"),
    _criteria("stage", "stage", "morphology"),
    _criteria("diagnosis", "morphology/either", "topography/either", "stage"),
    _criteria("morphology/either", "age/either", "stage"),
    _criteria("diagnosis", "stage/either", "age/either", "stage"),
    _criteria("diagnosis/one", "age/one", "morphology/two", "age/two", "behaviour", "age"),
    _criteria("stage/either", "stage/either", "behaviour/which", "diagnosis/which", "age/which"),
]


def persons(criteria: list[Criterion]) -> st.SearchStrategy[list[Person]]:
    truths = st.sampled_from((NO, UNKNOWN, YES))
    stages = st.fixed_dictionaries({one.id: truths for one in criteria if one.kind == STATE})
    answers = st.fixed_dictionaries({one.id: truths for one in criteria if one.kind == PERSON})
    codes = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in CODES.values()})
    disease = st.builds(Disease, codes, stages)
    return st.lists(
        st.builds(Person, st.lists(disease, max_size=3), st.booleans(), answers), min_size=40, max_size=60
    )


def _table(columns: str, rows: Iterable[Iterable[object]]) -> str:
    lines = [" | ".join("-" if cell is None else str(cell) for cell in row) for row in rows]
    return "\n".join([columns.replace(" ", " | "), *lines])


def _as_text(rows: list[dict]) -> str:
    columns = ["agreement_id", "criterion_id", "person_id", "verdict", "evidence"]
    return _table(" ".join(columns), ([row[name] for name in columns] for row in rows))


def verdicts(criteria: list[Criterion], persons: list[Person]) -> tuple[dict[str, str], list[dict]]:
    """Eligibility of every person and the answers it rests on, made by the tables one after the other."""
    listed = _table(
        "agreement_id criterion_id position kind alternative_group",
        (("EX001", one.id, place, one.kind, one.group) for place, one in enumerate(criteria, 1)),
    )
    values = _table(
        "agreement_id criterion_id value",
        (("EX001", one.id, value) for one in criteria for value in LISTED.get(one.kind, [])),
    )
    assessed = _table("agreement_id person_id", (("EX001", f"P{i}") for i in range(len(persons))))
    placed = [
        (f"P{i}", j, person, d) for i, person in enumerate(persons) for j, d in enumerate(person.diseases)
    ]
    diseases = _table(
        "agreement_id person_id evidence is_register_closed " + " ".join(name for name, _ in CODES.values()),
        (
            ("EX001", who, f"{who}/{j}", person.is_register_closed, *(d.codes[name] for name, _ in CODES.values()))
            for who, j, person, d in placed
        ),
    )  # fmt: skip
    stages = _table(
        "agreement_id criterion_id person_id disease verdict evidence",
        (
            ("EX001", name, who, f"{who}/{j}", WORD[truth], f"{who}/{j}")
            for who, j, _, d in placed
            for name, truth in d.stages.items()
        ),
    )
    answers = _table(
        "agreement_id criterion_id person_id verdict evidence",
        (
            ("EX001", name, f"P{i}", WORD[truth], None)
            for i, person in enumerate(persons)
            for name, truth in person.answers.items()
        ),
    )
    judged = made(
        "cohort.judged_disease",
        {
            "agreement.criterion": listed,
            "agreement.criterion_value": values,
            "cohort.assessed_person": assessed,
            "cohort.registered_disease": diseases,
            "cohort.disease_stage": stages,
            "cohort.judged_person": answers,
        },
    )
    columns = list(judged[0]) if judged else ["agreement_id"]
    given = {"agreement.criterion": listed, "cohort.assessed_person": assessed}
    judged_disease = _table(" ".join(columns), (row.values() for row in judged))
    on_disease = made("cohort.criterion_disease", {**given, "cohort.judged_disease": judged_disease})
    answered = made(
        "cohort.criterion_verdict",
        {
            "agreement.criterion": listed,
            "cohort.judged_person": answers,
            "cohort.criterion_disease": _as_text(on_disease),
        },
    )
    eligible = made("cohort.eligibility", {**given, "cohort.criterion_verdict": _as_text(answered)})
    return {row["person_id"]: row["verdict"] for row in eligible}, answered


@pytest.mark.parametrize("criteria", SHAPES, ids=lambda criteria: "-".join(one.kind for one in criteria))
@settings(max_examples=3, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_tables_say_what_kleenes_logic_says(criteria, data):
    drawn = data.draw(persons(criteria))
    found, answered = verdicts(criteria, drawn)
    assert found == {f"P{i}": VERDICT[truth_of(criteria, person)] for i, person in enumerate(drawn)}
    assert len(answered) == len(criteria) * len(drawn)


def test_two_diseases_that_fit_by_halves_are_never_inside():
    criteria = [Criterion("lung", "diagnosis", None), Criterion("spread", STATE, None)]
    lung = Disease({"icd10_code": "C341"} | dict.fromkeys(_other("icd10_code")), {"spread": NO})
    breast = Disease({"icd10_code": "C619"} | dict.fromkeys(_other("icd10_code")), {"spread": YES})
    for closed in (True, False):
        found, _ = verdicts(criteria, [Person([lung, breast], closed, {}), Person([lung], closed, {})])
        assert found == {"P0": "outside", "P1": "outside"}


def _other(code: str) -> list[str]:
    return [name for name, _ in CODES.values() if name != code]
