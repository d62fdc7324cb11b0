"""The JSON Schema says what the model says, so that an editor accepts and refuses the same."""

import json
from pathlib import Path

import pytest

from pipelines.agreements.criterion_kinds import TAKEN
from pipelines.agreements.json_schema import json_schema, json_schema_page
from pipelines.document import read_document
from tests.support.json_schema import faults
from tests.support.small_agreement import SMALL, changed

REPOSITORY = Path(__file__).resolve().parents[3]
COMMITTED = REPOSITORY / "docs" / "reference" / "agreement.schema.json"
FILES = sorted((REPOSITORY / "sample_data" / "agreements").glob("*.yaml"))
FILES.append(REPOSITORY / "tests" / "support" / "EX007.yaml")
SCHEMA = json_schema()


def found(text: str) -> list[str]:
    return list(faults(read_document(text.encode("utf-8")), SCHEMA, SCHEMA))


def test_the_committed_schema_is_that_of_the_model():
    message = "run: revurdering agreements schema --out docs/reference/agreement.schema.json"
    assert COMMITTED.read_text(encoding="utf-8") == json_schema_page(), message
    assert json.loads(json_schema_page()) == SCHEMA


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_examples_fit_and_point_to_it(path):
    text = path.read_text(encoding="utf-8")
    assert found(text) == []
    comment, _, relative = text.splitlines()[0].partition("$schema=")
    assert comment == "# yaml-language-server: "
    assert (path.parent / relative).resolve() == COMMITTED


def test_the_small_agreement_fits():
    assert found(SMALL) == []


SECOND = 'kind: diagnosis\n    values: ["C910", "C911"]'


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("measure: overall_survival", "measure: overal_survival", "outcome_measures[0].measure: none of"),
        ("variant: kaplan_meier", "variant: lin", "outcome_measures[0].variant: none of"),
        ("    time_days: 365\n    description: {english: Effect", "    description: {english: Effect",
         "outcome_measures[0]: no time_days"),
        ("atc_codes: [L01FX07]", "atc_codes: [L01FX7]", "drug.atc_codes[0]: not of the pattern"),
        ("is_proposal: false", 'is_proposal: "no"', "is_proposal: no boolean"),
        ("lookback_days: 365", "lookback_days: -1", "parameters.lookback_days: out of range"),
        ("lookback_days: 365", "lookback_days: 365.5", "parameters.lookback_days: no integer"),
        ("exit_plan:", "exitplan:", ": no exit_plan"),
        ("value: 0.50", 'value: "0.50"', "outcome_measures[0].assumption.value: no number"),
        ("margin: 0.05", "margin: 0.05, threshold: 0.4", "outcome_measures[0].decision_rule: 2 of oneOf"),
        ("margin: 0.05, ", "", "outcome_measures[0].decision_rule: 0 of oneOf"),
        ("is_invented: true\n      description: {english: Guessed", "description: {english: Guessed",
         "outcome_measures[1].assumption: 0 of oneOf"),
        (SECOND, "kind: diagnosis\n    minimum: 1\n    values: [C910]", "criteria[1].minimum: nothing may"),
        (SECOND, "kind: diagnosis\n    values: [C91.0]", "criteria[1].values[0]: not of the pattern"),
        (SECOND, "kind: diagnosis", "criteria[1]: no values"),
        (SECOND, "kind: biomarker\n    values: [EGRF]", "criteria[1].values[0]: none of the words"),
        (SECOND, "kind: earlier_treatment\n    values: [L01]", "criteria[1]: no subject"),
        (SECOND, "kind: place\n    subject: lines\n    values: ['3']", "criteria[1].subject: none of"),
        (SECOND, "kind: sex\n    subject: region\n    values: [male]", "criteria[1].subject: nothing may"),
        ("  start_date: 2022-02-01", "  start_date: February", "plan.start_date: no date"),
    ],
)  # fmt: skip
def test_an_editor_marks_the_place_that_is_wrong(old, new, place):
    assert any(fault.startswith(place) for fault in found(changed((old, new)))), found(changed((old, new)))


def test_every_key_is_described():
    bare = [
        f"{name}.{key}"
        for name, block in (SCHEMA["$defs"] | {"Agreement": SCHEMA}).items()
        for key, field in block["properties"].items()
        if "description" not in field and "$ref" not in field and name not in ("Text", "SourcedText")
    ]
    assert bare == []


def test_every_kind_of_criterion_has_its_rule():
    rules = SCHEMA["$defs"]["Criterion"]["allOf"]
    conditions = [{key: word["const"] for key, word in rule["if"]["properties"].items()} for rule in rules]
    for kind, subject in TAKEN:
        assert ({"kind": kind} | ({"subject": subject} if subject else {})) in conditions


def test_a_keyword_the_test_does_not_know_is_seen():
    with pytest.raises(AssertionError):
        list(faults(1, {"multipleOf": 2}, {}))
