"""Worked by hand, and on random persons beside the Kaplan–Meier curve of any cause."""

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.methods.competitions import COMPETITIONS
from tests.support.spec import expect, made

EVENTS = "agreement_id | cohort | subgroup | level | measure | variant | person_id | time_days | cause\n"
KEY = "EX004 | inside | all | all"


def events(measure: str, variant: str, people: list[tuple[int, str]]) -> str:
    return "\n".join(
        f"{KEY} | {measure} | {variant} | {measure}{number} | {day} | {cause}"
        for number, (day, cause) in enumerate(people)
    )


def curves(*parts: str) -> list[dict]:
    return made("result.cumulative_incidence", {"outcome.competing_event": EVENTS + "\n".join(parts)})


def test_a_case_worked_by_hand():
    """Four persons: stopped on day 10, censored on 20, dead on 30, next line on 30: 1/4, then half of 3/4 each."""
    rows = curves(
        events("end_of_treatment", "gap_90", [(10, "stopped"), (20, "-"), (30, "death"), (30, "next_line")])
    )
    expect(
        rows,
        """
        cause     | time_days | n_risk | n_event | n_censor | incidence
        stopped   | 10        | 4      | 1       | 0        | 0.25
        next_line | 10        | 4      | 0       | 0        | 0
        death     | 10        | 4      | 0       | 0        | 0
        stopped   | 20        | 3      | 0       | 1        | 0.25
        next_line | 20        | 3      | 0       | 1        | 0
        death     | 20        | 3      | 0       | 1        | 0
        stopped   | 30        | 2      | 0       | 0        | 0.25
        next_line | 30        | 2      | 1       | 0        | 0.375
        death     | 30        | 2      | 1       | 0        | 0.375
        """,
    )


def test_each_measure_has_its_own_causes_also_those_nobody_had():
    """The same cause has another number in another measure; nobody is known to have died here."""
    rows = curves(
        events("end_of_treatment", "gap_90", [(10, "stopped")]),
        events("next_treatment", "new_line", [(10, "next_line"), (20, "-")]),
    )
    found = {(row["measure"], row["cause"], row["time_days"]): row["incidence"] for row in rows}
    assert found == {
        ("end_of_treatment", "stopped", 10): 1, ("end_of_treatment", "next_line", 10): 0,
        ("end_of_treatment", "death", 10): 0,
        ("next_treatment", "next_line", 10): 0.5, ("next_treatment", "death", 10): 0,
        ("next_treatment", "next_line", 20): 0.5, ("next_treatment", "death", 20): 0,
    }  # fmt: skip


def test_nobody_gives_no_curve():
    assert made("result.cumulative_incidence", {}) == []


PEOPLE = st.lists(
    st.tuples(st.integers(0, 12), st.sampled_from([*COMPETITIONS["end_of_treatment"].causes, "-"])),
    min_size=1,
    max_size=15,
)


@settings(max_examples=12, derandomize=True)
@given(st.lists(PEOPLE, min_size=1, max_size=9))
def test_incidences_and_survival_without_any_cause_add_to_one(groups):
    """Through the tables, many groups at once: causes make the incidences, their ends the Kaplan–Meier curve."""
    person = [
        (f"EX004 | inside | random | {level}", f"p{number}", day, cause)
        for level, people in enumerate(groups)
        for number, (day, cause) in enumerate(people)
    ]
    incidence = defaultdict(float)
    for row in curves(
        *(f"{key} | end_of_treatment | gap_90 | {name} | {day} | {cause}" for key, name, day, cause in person)
    ):
        incidence[row["level"], row["time_days"]] += row["incidence"]
    survival = made(
        "result.survival_curve",
        {
            "outcome.time_to_event": EVENTS.replace("cause", "entry_days | is_event | end_reason")
            + "\n".join(
                f"{key} | treatment_duration | gap_90 | {name} | {day} | 0 | {str(cause != '-').lower()} | {cause}"
                for key, name, day, cause in person
            )
        },
    )
    assert {(row["level"], row["time_days"]): 1 - row["survival"] for row in survival} == pytest.approx(
        dict(incidence)
    )
