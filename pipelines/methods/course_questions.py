"""What rows on the first course of treatment ask, as questions that have names, and which lie within which.

Asked are those followed for a course under a rule that ends treatment; yes are those of whom it is known
whole: it has ended, or they were followed to the horizon. Doses and cycles are those under the agreement's
primary rule, which rows do not name; cycles are of those whose records tell them.
"""

from collections.abc import Mapping
from typing import Any

from pipelines.methods.competitions import COMPETITIONS
from pipelines.methods.course_release import COST
from pipelines.methods.course_terms import CORRECTED_MEAN
from pipelines.methods.treatment_terms import DURATION_RULES
from pipelines.methods.treatment_terms import MEASURES as DURATIONS

COURSE = "course"
DOSES, CYCLES = "doses", "cycles"
MEASURES = (DOSES, CYCLES, COST)
ON_TREATMENT = (
    *(measure.name for measure in DURATIONS),
    *COMPETITIONS["end_of_treatment"].causes.values(),
)
"""Rows of the same persons: those with an event have ended, and so are known whole."""
PRIMARY = "primary"
"""Stands for the agreement's primary rule."""


def question_of_course(row: Mapping[str, Any]) -> str:
    """The name of the question that a row of MEASURES, or of ON_TREATMENT, is of."""
    if row["measure"] in (COST, *ON_TREATMENT):
        return f"{COURSE}/{row['variant']}"
    return f"{COURSE}/{PRIMARY}/{CYCLES}" if row["measure"] == CYCLES else f"{COURSE}/{PRIMARY}"


def under_primary(question: str, primary: str | None) -> str:
    """The same question, by the name of the rule itself."""
    is_of_primary = primary is not None and question.startswith(f"{COURSE}/{PRIMARY}")
    return question.replace(PRIMARY, primary, 1) if is_of_primary else question


def is_within(inner: str, outer: str) -> bool:
    """Whether all who are asked the one question of courses, or of whom yes is said, are so of the other.

    Treatment is judged earlier under a rule that permits less, and what has ended under another has under it;
    who is in the last supply is judged as late as its end where that is counted.
    """
    (_, rule, *of), (_, other, *of_other) = inner.split("/"), outer.split("/")
    if of_other and not of:
        return False
    if rule == other or not {rule, other} <= set(DURATION_RULES):
        return rule == other and of != of_other
    one, wider = DURATION_RULES[rule], DURATION_RULES[other]
    return of == of_other and one.permitted_gap_days >= wider.permitted_gap_days and wider.with_tail


def is_told_with_its_cost(row: Mapping[str, Any]) -> bool:
    """Whether a mean number of doses, or a cost: that the one leaves, and the other not, says why."""
    return row["measure"] == COST or (row["measure"] == DOSES and row["variant"] == CORRECTED_MEAN)
