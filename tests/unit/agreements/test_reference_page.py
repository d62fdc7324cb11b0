"""The reference page names every key and every word that the file may hold."""

from pathlib import Path

from pipelines.agreements import words
from pipelines.agreements.criterion_kinds import COURSE_EVENTS, STAGES
from pipelines.agreements.model import Agreement
from pipelines.agreements.problems import blocks_in
from pipelines.methods.cost_terms import COST_ESTIMATORS, DRG_CHOICES
from pipelines.methods.group_terms import COHORTS
from pipelines.methods.measures import UNITS
from pipelines.methods.treatment_terms import DURATION_RULES
from schemas.agreement.agreement import TREATMENT_SOURCES
from schemas.agreement.assumption import RULES
from schemas.agreement.criterion import KINDS
from schemas.agreement.data_source import PURPOSES, REGISTERS
from schemas.agreement.milestone import LISTED_KINDS

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "reference" / "agreement-file.md").read_text("utf-8")


def missing(names):
    return [name for name in names if f"`{name}`" not in PAGE and f"`{name}:" not in PAGE]


def blocks_of(block):
    """The block and every block that stands in it."""
    yield block
    for field in block.model_fields.values():
        for inner in blocks_in(field.annotation):
            yield from blocks_of(inner)


def test_every_key_is_explained():
    texts = {"english", "norwegian", "source", "is_invented"}
    keys = {
        field.alias or name for block in blocks_of(Agreement) for name, field in block.model_fields.items()
    }
    assert texts <= keys | set(words.Sourced.model_fields)
    assert missing(sorted(keys - texts)) == []
    assert all(f"{key}:" in PAGE for key in texts)


def test_every_word_is_listed():
    listed = [
        *words.AGREED_MEASURES,
        *COHORTS,
        *DURATION_RULES,
        *KINDS,
        *RULES,
        *REGISTERS,
        *PURPOSES,
        *TREATMENT_SOURCES,
    ]
    listed += [*LISTED_KINDS, *COURSE_EVENTS, *STAGES, *(term.name for term in COST_ESTIMATORS)]
    listed += [f"_{term.name}" for term in DRG_CHOICES]
    assert missing(listed) == []
    assert all(f"| {unit} |" in PAGE for unit in UNITS)


def test_a_missing_word_would_be_seen():
    assert missing(["a_key_nobody_wrote"]) == ["a_key_nobody_wrote"]
