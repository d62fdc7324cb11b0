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
from pipelines.readiness.precision import Question, Setting
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


@pytest.mark.parametrize(
    ("treated", "candidates", "answer"),
    [
        (Judged(0, 0, 5), Judged(20, 0, 0), "not_observable"),
        (Judged(0, 0, 4), Judged(0, 0, 5), "not_observable"),
        (Judged(1, 0, 39), Judged(), "partly"),
    ],
)
def test_five_persons_are_enough_and_one_who_is_known_is_somebody(tmp_path, treated, candidates, answer):
    past = replace(
        PAST,
        criteria_of_treated={"diagnosis": treated},
        criteria_of_candidates={"diagnosis": candidates},
    )
    assert criterion_answers(agreement_from(SMALL, tmp_path), past)[1].answer == answer


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
        ("share_inside", "new_starters", TREATED_TO),
        ("complication_incidence", "infection", None),
        ("share_response_reported", "any_response", None),
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


def setting_of(folder, past, question) -> Setting:
    """What the forecast of a single measure rests on."""
    agreement = agreement_from(SMALL, folder)
    agreement = agreement.model_copy(
        update={
            "outcome_measures": [
                outcome(
                    agreement,
                    measure=question.measure,
                    variant=question.variant,
                    cohort=question.cohort,
                    time_days=question.time_days,
                )
            ]
        }
    )
    expected = dict.fromkeys(("all_treated", "inside_or_undetermined", "inside"), Expected(20, 30, 40))
    plan = planned(agreement)
    (found,) = measure_answers(agreement, plan, LAST, past, expected, [question], (2.0, 1.66))
    return found.precision.setting


def test_a_count_of_history_is_carried_to_the_length_of_the_plan(tmp_path):
    count = replace(
        SURVIVAL, measure="number_treated", variant="new_starters", time_days=None, unit="persons", value=50.0
    )
    past = replace(PAST, estimates={("number_treated", "new_starters", "inside", None): Seen(40.0, 40)})
    plan = planned(agreement_from(SMALL, tmp_path))
    days = (plan.reassessment_date - plan.start_date).days
    assert setting_of(tmp_path, past, count).seen == pytest.approx(40 * days / 730.5)


def test_a_share_of_history_is_that_of_those_who_can_be_determined(tmp_path):
    share = replace(
        SURVIVAL,
        measure="share_inside",
        variant="new_starters",
        cohort="all_treated",
        time_days=None,
        unit="share",
    )
    key = ("share_inside", "new_starters", "all_treated", None)
    assert setting_of(tmp_path, replace(PAST, estimates={key: Seen(0.8, 50)}), share).seen == 40 / 45
    twenty = replace(
        PAST, treated={"inside": 15, "outside": 5, "undetermined": 10}, estimates={key: Seen(0.5, 30)}
    )
    assert setting_of(tmp_path, twenty, share).seen == 15 / 20
    fewer = replace(twenty, treated={"inside": 14, "outside": 5, "undetermined": 10})
    assert setting_of(tmp_path, fewer, share).seen is None


def test_who_is_no_cohort_of_the_treated_grows_as_history_shows(tmp_path):
    """100 in two years are 83 in 1.66 years."""
    key = ("share_uptake", "inside", "eligible", None)
    uptake = replace(
        SURVIVAL, measure="share_uptake", variant="inside", cohort="eligible", time_days=None, unit="share"
    )
    past = replace(PAST, estimates={key: Seen(0.7, 100)})
    assert setting_of(tmp_path, past, uptake).n_expected == pytest.approx(83)
    assert setting_of(tmp_path, PAST, uptake).n_expected == 0


def test_twenty_patients_of_history_are_enough_to_be_tried_and_no_more_are_measured_than_treated(tmp_path):
    key = ("overall_survival", "kaplan_meier", "inside", 365)
    treated = ("number_treated", "new_starters", "inside", None)
    past = replace(PAST, estimates={key: Seen(0.7, 20), treated: Seen(18, 18)})
    survival, _ = answers(tmp_path, past)
    assert survival.precision.setting.seen == 0.7
    assert (survival.measured.n, survival.measured.of) == (18, 18)
    assert survival.precision.setting.share_undetermined == 0.1


@pytest.mark.parametrize(("n_treated", "is_measured"), [(5, True), (4, False)])
def test_of_fewer_than_five_nothing_is_said_to_be_measured(tmp_path, n_treated, is_measured):
    key = ("overall_survival", "kaplan_meier", "inside", 365)
    treated = ("number_treated", "new_starters", "inside", None)
    survival, _ = answers(
        tmp_path, replace(PAST, estimates={key: Seen(0.7, 4), treated: Seen(n_treated, n_treated)})
    )
    assert (survival.measured is not None) == is_measured


def test_the_cost_of_drugs_is_known_no_longer_than_who_is_alive(tmp_path):
    agreement = agreement_from(SMALL, tmp_path)
    last = {**LAST, "folkeregisteret": delivered("folkeregisteret", date(2023, 1, 31))}
    assert known_to_date(
        agreement, outcome(agreement, measure="mean_drug_cost", variant="lin"), last
    ) == date(2023, 1, 31)


def test_the_forecast_says_which_register_is_missing(tmp_path):
    last = {**LAST, "folkeregisteret": delivered("folkeregisteret", None)}
    survival, _ = answers(tmp_path, PAST, last)
    assert (survival.precision.reason, survival.known_to_date) == ("register_missing", None)
