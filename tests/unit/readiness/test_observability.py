"""What can be seen of a criterion and a measure, and until when."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pipelines.agreements.model import OutcomeMeasure
from pipelines.readiness.accrual import Expected
from pipelines.readiness.history import Judged, Seen
from pipelines.readiness.observability import (
    blocking,
    can_be_inside,
    criterion_answers,
    known_to_date,
    measure_answers,
)
from pipelines.readiness.plan import planned
from pipelines.readiness.precision import Question
from pipelines.readiness.rhythm import LastDelivery
from tests.support.small_agreement import SMALL, agreement_from
from tests.unit.readiness.invented_facts import PAST

TREATED_TO, ALIVE_TO, HOSPITAL_TO = date(2023, 9, 30), date(2023, 11, 30), date(2023, 8, 31)
SURVIVAL = Question(
    "survival", "overall_survival", "kaplan_meier", "inside", 365, "probability",
    0.5, 0.4, 0.6, "at_least", 0.05, None,
)  # fmt: skip


def delivered(register: str, complete_to: date | None) -> LastDelivery:
    return LastDelivery(register, complete_to, complete_to, complete_to, False, False)


LAST = {
    "inspire": delivered("inspire", TREATED_TO),
    "folkeregisteret": delivered("folkeregisteret", ALIVE_TO),
}


@pytest.mark.parametrize(
    ("treated", "candidates", "answer"),
    [
        (Judged(40, 5, 5), Judged(), "observable"),
        (Judged(30, 0, 10), Judged(), "observable"),
        (Judged(29, 0, 11), Judged(), "partly"),
        (Judged(0, 0, 40), Judged(), "not_observable"),
        (Judged(0, 0, 4), Judged(20, 0, 0), "observable"),
        (Judged(4, 0, 0), Judged(0, 0, 4), "not_tried"),
    ],
)
def test_a_criterion_is_seen_as_often_as_it_was_known(tmp_path, treated, candidates, answer):
    past = replace(
        PAST,
        criteria_of_treated={"diagnosis": treated},
        criteria_of_candidates={"diagnosis": candidates},
    )
    _, found = criterion_answers(agreement_from(SMALL, tmp_path), past)
    assert (found.answer, found.registers) == (answer, ("kreftregisteret",))
    assert can_be_inside((found,)) == (answer != "not_observable")
    assert blocking((found,)) == ([found] if answer == "not_observable" else [])


def outcome(agreement, **changes) -> OutcomeMeasure:
    return agreement.outcome_measures[0].model_copy(update=changes)


@pytest.mark.parametrize(
    ("measure", "variant", "until"),
    [
        ("overall_survival", "kaplan_meier", ALIVE_TO),
        ("overall_survival_median", "kaplan_meier", ALIVE_TO),
        ("treatment_duration_median", "gap_90", TREATED_TO - timedelta(days=90)),
        ("mean_drug_cost", "lin", TREATED_TO),
        ("number_treated", "new_starters", TREATED_TO),
        ("mean_hospital_cost", "lin", None),
    ],
)
def test_a_measure_is_known_to_where_its_registers_are(tmp_path, measure, variant, until):
    agreement = agreement_from(SMALL, tmp_path)
    assert known_to_date(agreement, outcome(agreement, measure=measure, variant=variant), LAST) == until


def test_a_register_that_never_delivers_leaves_the_measure_unknown(tmp_path):
    agreement = agreement_from(SMALL, tmp_path)
    last = {**LAST, "folkeregisteret": delivered("folkeregisteret", None)}
    assert known_to_date(agreement, agreement.outcome_measures[0], last) is None


def answers(folder, past, last=None):
    agreement = agreement_from(SMALL, folder)
    expected = dict.fromkeys(("all_treated", "inside_or_undetermined", "inside"), Expected(20, 30, 40))
    return measure_answers(
        agreement, planned(agreement), last or LAST, past, expected, [SURVIVAL], (2.0, 1.66)
    )


def test_what_history_shows_is_tried_when_enough_were_seen(tmp_path):
    key = ("overall_survival", "kaplan_meier", "inside", 365)
    everybody = {("number_treated", "new_starters", "inside", None): Seen(40, 40)}
    survival, cost = answers(tmp_path, replace(PAST, estimates={key: Seen(0.7, 38), **everybody}))
    assert [under.truth.name for under in survival.precision.under][-1] == "as_seen"
    assert (survival.measured.n, survival.measured.of) == (38, 40)
    assert cost.precision is None
    few, _ = answers(tmp_path, replace(PAST, estimates={key: Seen(0.7, 19), **everybody}))
    assert [under.truth.name for under in few.precision.under][-1] == "clearly_higher"


def test_the_forecast_says_which_register_is_missing(tmp_path):
    last = {**LAST, "folkeregisteret": delivered("folkeregisteret", None)}
    survival, _ = answers(tmp_path, PAST, last)
    assert (survival.precision.reason, survival.known_to_date) == ("register_missing", None)
