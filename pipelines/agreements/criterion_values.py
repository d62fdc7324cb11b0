"""What each kind of criterion may list: codes of a known shape, or words of the core tables."""

import re
from collections.abc import Iterator

from pipelines.agreements.model import Criterion
from pipelines.agreements.problems import Problem, one_of_words, problem

BIOMARKERS = (
    "EGFR", "ALK", "ROS1", "NTRK1", "NTRK2", "NTRK3", "PDL1_TPS", "BRAF", "KRAS_G12C", "ER", "PR", "HER2",
    "KI67", "BCRABL1_IS", "MRD", "SMN2_KOPI",
)  # fmt: skip
COURSE_EVENTS = ("relapse", "progression", "metastasis", "response", "complete_remission")
STAGES = ("distant", "metastasis")
"""Spread at diagnosis, and the later course event that makes a disease metastatic."""

_WORDS = {"biomarker": BIOMARKERS, "course_event": COURSE_EVENTS, "stage": STAGES}
_SHAPES = {
    "diagnosis": (r"[A-Z]\d{2}\d{0,2}", "the start of an ICD-10 code without a dot, as C910"),
    "morphology": (r"\d{5}", "an ICD-O-3 morphology with behaviour, five digits in quotes, as '98363'"),
}


def criterion_problems(path: str, criterion: Criterion) -> Iterator[Problem]:
    """What is wrong with one criterion: limits only for age, values only where a register can be asked."""
    if criterion.kind == "age":
        yield from _age_problems(path, criterion)
    else:
        for limit in ("minimum", "maximum"):
            if getattr(criterion, limit) is not None:
                yield problem(f"{path}.{limit}", getattr(criterion, limit), "limits only with kind age")
        yield from _value_problems(path, criterion)


def _age_problems(path: str, criterion: Criterion) -> Iterator[Problem]:
    if criterion.values:
        yield problem(f"{path}.values", criterion.values, "no values with kind age")
    if criterion.minimum is None and criterion.maximum is None:
        yield problem(path, None, "a minimum or a maximum with kind age")
    for limit in ("minimum", "maximum"):
        value = getattr(criterion, limit)
        if value is not None and not 0 <= value <= 130:
            yield problem(f"{path}.{limit}", value, "an age between 0 and 130 years")
    if None not in (criterion.minimum, criterion.maximum) and criterion.minimum >= criterion.maximum:
        yield problem(f"{path}.maximum", criterion.maximum, f"more than the minimum, {criterion.minimum}")


def _value_problems(path: str, criterion: Criterion) -> Iterator[Problem]:
    if criterion.kind == "not_observable":
        if criterion.values:
            yield problem(f"{path}.values", criterion.values, "no values with kind not_observable")
        return
    if not criterion.values:
        yield problem(f"{path}.values", None, f"at least one value with kind {criterion.kind}")
    for position, value in enumerate(criterion.values):
        place = f"{path}.values[{position}]"
        if value in criterion.values[:position]:
            yield problem(place, value, "each value once")
        words = _WORDS.get(criterion.kind)
        if words and value not in words:
            yield problem(place, value, one_of_words(value, words))
        shape, description = _SHAPES.get(criterion.kind, ("", ""))
        if shape and not re.fullmatch(shape, value):
            yield problem(place, value, description)
