"""result.prom_estimate: means of those who answered, change, share who answered, and who did not."""

import polars as pl
import pytest

from pipelines.methods.proportion import exact_interval
from tests.support.r import run_r
from tests.support.spec import expect, made

ASKED = "agreement_id | scale\nEX004 | eq_vas"


def estimates(states: str, scores: str = "", members: str = "", asked: str = ASKED) -> list[dict]:
    """States are `person time state later_death`, scores `person time score` (of EQ VAS unless named)."""
    invited = [line.split() for line in states.strip().splitlines()]
    scored = [line.split() for line in scores.strip().splitlines()]
    persons = list(dict.fromkeys(line[0] for line in invited))
    groups = [line.split() for line in members.strip().splitlines()]
    return made(
        "result.prom_estimate",
        {
            "agreement.patient_reported": asked,
            "cohort.group_member": "agreement_id | cohort | subgroup | level | person_id\n"
            + "\n".join(f"EX004 | inside | all | all | {person}" for person in persons)
            + "".join(f"\nEX004 | inside | {group[0]} | {group[1]} | {group[2]}" for group in groups),
            "outcome.prom_invitation": "agreement_id | person_id | time_days | state | later_death\n"
            + "\n".join(f"EX004 | {' | '.join(line)}" for line in invited),
            "outcome.prom_score": "agreement_id | person_id | time_days | scale | score\n"
            + "\n".join(
                f"EX004 | {person} | {time} | {scale[0] if scale else 'eq_vas'} | {score}"
                for person, time, score, *scale in scored
            ),
        },
    )


def of(found: list[dict], measure: str) -> list[dict]:
    return [row for row in found if row["measure"] == measure]


STATES = """
    A 0   answered    lived
    B 0   answered    lived
    C 0   answered    died
    D 0   no_answer   lived
    E 0   not_invited unknown
    A 183 answered    lived
    B 183 answered    lived
    C 183 no_answer   died
    D 183 unreachable lived
    E 183 dead        died
"""
SCORES = """
    A 0   60
    B 0   80
    C 0   40
    A 183 70
    B 183 60
"""


def test_everybody_is_counted_in_one_state_and_zeros_are_written_out():
    expect(
        of(estimates(STATES), "prom_flow"),
        """
        time_days | variant     | estimate | n | unit    | lower | n_events
        0         | answered    | 3        | - | persons | -     | -
        0         | no_answer   | 1        | - | persons | -     | -
        0         | unreachable | 0        | - | persons | -     | -
        0         | not_invited | 1        | - | persons | -     | -
        0         | dead        | 0        | - | persons | -     | -
        0         | not_due     | 0        | - | persons | -     | -
        183       | answered    | 2        | - | persons | -     | -
        183       | no_answer   | 1        | - | persons | -     | -
        183       | unreachable | 1        | - | persons | -     | -
        183       | not_invited | 0        | - | persons | -     | -
        183       | dead        | 1        | - | persons | -     | -
        183       | not_due     | 0        | - | persons | -     | -
        """,
    )


def test_the_share_who_answered_is_of_those_alive_and_due_invited_or_not():
    found = of(estimates(STATES), "prom_response")
    expect(
        found,
        """
        time_days | variant              | n_events | n | estimate           | unit
        0         | alive                | 3        | 5 | 0.6                | share
        0         | died_within_183_days | 1        | 1 | 1                  | share
        0         | lived_183_days       | 2        | 3 | 0.6666666666666666 | share
        183       | alive                | 2        | 4 | 0.5                | share
        183       | died_within_183_days | 0        | 1 | 0                  | share
        183       | lived_183_days       | 2        | 3 | 0.6666666666666666 | share
        """,
    )
    for row in found:
        assert (row["lower"], row["upper"]) == exact_interval(row["n_events"], row["n"])


def test_means_are_of_those_who_answered_and_changes_of_those_with_both():
    found = estimates(STATES, SCORES)
    expect(
        of(found, "prom_mean") + of(found, "prom_change"),
        """
        measure     | variant | time_days | estimate | n | n_events | unit
        prom_mean   | eq_vas  | 0         | 60       | 3 | -        | points
        prom_mean   | eq_vas  | 183       | 65       | 2 | -        | points
        prom_change | eq_vas  | 183       | -5       | 2 | -        | points
        """,
    )


def test_the_baselines_of_those_with_and_without_a_score_later():
    found = [row for row in estimates(STATES, SCORES) if "baseline" in row["measure"]]
    expect(
        found,
        """
        measure                  | time_days | estimate | n
        prom_baseline_answered   | 183       | 70       | 2
        prom_baseline_no_answer  | 183       | 40       | 1
        prom_baseline_difference | 183       | 30       | 3
        """,
    )


def test_who_is_dead_or_not_due_is_neither_answering_nor_silent():
    states = "A 0 answered lived\nB 0 answered lived\nA 183 dead died\nB 183 not_due unknown"
    found = estimates(states, "A 0 60\nB 0 80")
    assert {row["time_days"] for row in found if row["measure"] != "prom_flow"} == {0}


def test_an_answer_without_a_score_counts_as_answered_and_is_told():
    found = estimates("A 0 answered lived\nB 0 answered lived\nC 0 no_answer lived", "A 0 60\nB 0 -")
    expect(
        [
            row
            for measure in ("prom_not_scored", "prom_response", "prom_mean")
            for row in of(found, measure)
            if row["variant"] in ("alive", "eq_vas")
        ],
        """
        measure         | variant | estimate           | n
        prom_not_scored | eq_vas  | 1                  | -
        prom_response   | alive   | 0.6666666666666666 | 3
        prom_mean       | eq_vas  | 60                 | 1
        """,
    )


def test_the_index_has_its_own_unit_and_only_agreed_scales_are_estimated():
    found = estimates(
        "A 0 answered lived\nB 0 answered lived",
        "A 0 0.7 eq5d_index\nB 0 0.9 eq5d_index\nA 0 50 qlq_pf",
        asked="agreement_id | scale\nEX004 | eq5d_index",
    )
    expect(
        [row for row in found if row["measure"].endswith("mean")],
        """
        measure         | variant    | estimate | unit
        eq5d_index_mean | eq5d_index | 0.8      | index
        """,
    )


def test_each_group_has_its_own_numbers():
    found = estimates(STATES, SCORES, members="sex female A\nsex female C\nsex male B")
    expect(
        [row for row in of(found, "prom_mean") if row["subgroup"] == "sex" and row["time_days"] == 0],
        """
        subgroup | level  | estimate | n
        sex      | female | 50       | 2
        sex      | male   | 80       | 1
        """,
    )


def test_one_answer_or_equal_answers_give_no_interval():
    found = of(estimates("A 0 answered lived", "A 0 60"), "prom_mean")
    assert (found[0]["estimate"], found[0]["lower"], found[0]["upper"]) == (60, None, None)
    alike = of(estimates("A 0 answered lived\nB 0 answered lived", "A 0 60\nB 0 60"), "prom_mean")
    assert (alike[0]["estimate"], alike[0]["lower"], alike[0]["upper"]) == (60, None, None)


def test_nobody_gives_nothing():
    assert made("result.prom_estimate", {}) == []


BEFORE = (61, 44, 83, 70, 55, 91, 38, 66, 72, 50, 47, 88)
AFTER = (70, 40, 90, 66, 60, None, None, 71, None, 62, 41, None)
SCRIPT = """
with_score <- person$before[!is.na(person$after)]
without <- person$before[is.na(person$after)]
interval <- function(...) { test <- t.test(...); c(test$estimate[1], test$conf.int) }
answer <- list(
    mean = interval(person$after), change = interval(person$after, person$before, paired = TRUE),
    answered = interval(with_score), no_answer = interval(without),
    difference = c(mean(with_score) - mean(without), t.test(with_score, without)$conf.int)
)
"""


def test_every_interval_is_that_of_t_test_in_r():
    names = [f"P{place}" for place in range(len(BEFORE))]
    states = [f"{name} 0 answered lived" for name in names] + [
        f"{name} 183 {'no_answer' if after is None else 'answered'} lived"
        for name, after in zip(names, AFTER, strict=True)
    ]
    scores = [f"{name} 0 {before}" for name, before in zip(names, BEFORE, strict=True)] + [
        f"{name} 183 {after}" for name, after in zip(names, AFTER, strict=True) if after is not None
    ]
    found = {
        row["measure"]: [row["estimate"], row["lower"], row["upper"]]
        for row in estimates("\n".join(states), "\n".join(scores))
        if row["time_days"] == 183
    }
    answer = run_r(SCRIPT, {"person": pl.DataFrame({"before": BEFORE, "after": AFTER})}, packages=[])
    for measure, name in (
        ("prom_mean", "mean"), ("prom_change", "change"), ("prom_baseline_answered", "answered"),
        ("prom_baseline_no_answer", "no_answer"), ("prom_baseline_difference", "difference"),
    ):  # fmt: skip
        assert found[measure] == pytest.approx(answer[name], abs=1e-9), measure
