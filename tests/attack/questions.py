"""What each row of `released.estimate` counts: who is asked a question, and of whom the answer is yes.

Rows of several measures count the same: survival at a time and the mean time lived up to it, a rate and an
incidence of one complication, a cost by three estimators. The unknowns are the persons of each verdict with
one answer; of the cohort inside, which subgroups leave for, the persons of each level too.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.attack.flow import COHORTS

Question = tuple
YES, NO = "yes", "no"
ANSWERS = (YES, NO)
ALWAYS = 100_000
"""A time after everybody is gone."""
UNKNOWN_LEVEL = "unknown"
WHOLE = ("all", "all")
COURSE_RULES = ("gap_60", "gap_90", "gap_120")
"""Rules of treatment end: a longer gap can be judged of fewer, and has ended for fewer."""
ON_TREATMENT = (
    "treatment_duration", "treatment_duration_median",
    "treatment_stopped", "treatment_changed", "death_on_treatment",
)  # fmt: skip
"""Of the persons of a course: whose events are those who ended, at whatever time."""
TO_NEXT_TREATMENT = (
    "time_to_next_treatment", "time_to_next_treatment_median", "next_line", "death_before_next_line",
)  # fmt: skip
NEXT_TREATMENT = ("next_treatment",)
BY_SOME_TIME = (*ON_TREATMENT, *TO_NEXT_TREATMENT)
"""Of whose rows those with an event are some of all who answer yes."""
PRIMARY_RULE = "gap_90"
"""By which the doses and cycles of a course are counted: what it cost is told by others too."""
WHICH = ("n", "yes", "no")
"""The counts of a row: asked, with the answer yes, and with no."""


def question_of(row: Mapping[str, Any]) -> tuple[Question, bool] | None:
    """The question that a row counts, and whether its events are those with yes; None if it counts none."""
    measure, variant, time = row["measure"], row["variant"], row["time_days"]
    if measure in ("overall_survival", "overall_survival_mean", "overall_survival_median"):
        return (("died", ALWAYS if time is None else time), True) if variant == "kaplan_meier" else None
    if measure == "death_within_30_days":
        return ("died", 30), True
    if measure == "follow_up_median":
        return ("died", ALWAYS), False
    if measure in ("net_survival", "expected_survival"):
        return ("died and known", time), True
    if measure in ("mean_drug_cost", "mean_hospital_cost"):
        return ("cost", "drug" if measure == "mean_drug_cost" else "hospital"), True
    if measure in ("relative_dose_intensity", "dose_given_of_ordered"):
        return ("dose", measure), True
    if measure in ("complication_rate", "complication_incidence", "complication_rate_repeated"):
        return ("complication", variant), True
    if measure in ("share_response_reported", "time_to_response_median"):
        return ("response", variant), True
    if measure == "share_response_unknown":
        return ("response unknown", variant), True
    if measure == "share_transplanted":
        return ("transplant", variant), True
    if measure == "drug_cost_on_treatment":
        return ("course", variant), True
    if measure in ("doses", "cycles"):
        return ("course", PRIMARY_RULE if measure == "doses" else measure), True
    if measure in ON_TREATMENT and variant in COURSE_RULES:
        return ("course", variant), True
    if measure in TO_NEXT_TREATMENT:
        return NEXT_TREATMENT, True
    return None


def persons_with(
    cut: object,
    question: Question,
    cohort: str,
    answers: tuple[str, ...] = ANSWERS,
    level: tuple[str, str] = WHOLE,
) -> list:
    """The unknowns of a cohort, or of a level of it, that gave one of these answers."""
    of_level = () if level == WHOLE else level
    return [(cut, question, verdict, answer, *of_level) for verdict in COHORTS[cohort] for answer in answers]


def counts_of(cut: object, row: Mapping[str, Any]) -> Iterator[tuple[str, list]]:
    """The counts that a row of `estimate` has or implies: which of them, and its unknowns."""
    found = question_of(row)
    level = row["subgroup"], row["level"]
    if found is None or row["cohort"] not in COHORTS or (level != WHOLE and row["cohort"] != "inside"):
        return
    question, is_yes = found
    cohort = row["cohort"]
    if row["measure"] == "time_to_response_median":
        yield "n", persons_with(cut, question, cohort, (YES,), level)
        return
    yield "n", persons_with(cut, question, cohort, level=level)
    if question[0] == "dose" or row["measure"] in ("complication_rate_repeated", *BY_SOME_TIME):
        return
    for which, answer in zip(("yes", "no"), ANSWERS if is_yes else ANSWERS[::-1], strict=True):
        yield which, persons_with(cut, question, cohort, (answer,), level)
