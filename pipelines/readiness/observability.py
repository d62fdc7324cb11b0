"""What can be seen: for each criterion in which register and for how many, for each measure until when."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from pipelines.agreements.model import Agreement, Criterion, OutcomeMeasure
from pipelines.methods.measures import MEASURES
from pipelines.readiness.accrual import Expected
from pipelines.readiness.answer import CriterionAnswer, MeasureAnswer
from pipelines.readiness.history import History, Judged, Part
from pipelines.readiness.plan import Plan
from pipelines.readiness.precision import FEWEST_FOR_COST, Precision, Question, Setting, forecast
from pipelines.readiness.rhythm import LastDelivery
from pipelines.readiness.rules import FEWEST_JUDGED, rule
from pipelines.readiness.shape import weibull_shape
from pipelines.readiness.sources import register_for, registers_of_kind, registers_of_measure

NEEDS_SUPPLY = ("treatment_duration", "treatment_duration_median", "mean_drug_cost")


def criterion_answers(agreement: Agreement, past: History) -> tuple[CriterionAnswer, ...]:
    """Every criterion of the file, in its order."""
    return tuple(_criterion_answer(agreement, criterion, past) for criterion in agreement.criteria)


def can_be_inside(criteria: Sequence[CriterionAnswer]) -> bool:
    """False where a criterion, or every alternative of a group of them, cannot be seen for anybody."""
    return not blocking(criteria)


def blocking(criteria: Sequence[CriterionAnswer]) -> list[CriterionAnswer]:
    """Criteria that cannot be seen and have no alternative that can."""
    seen = {_group(item) for item in criteria if item.answer != "not_observable"}
    return [item for item in criteria if item.answer == "not_observable" and _group(item) not in seen]


def _group(item: CriterionAnswer) -> str:
    return item.criterion.alternative_group or f"criterion {item.criterion.id}"


def judged_of(item: CriterionAnswer) -> Judged:
    """The persons whose answers count: the treated, or the candidates where too few were treated."""
    return item.treated if item.treated.n >= FEWEST_JUDGED else item.candidates


def _criterion_answer(agreement: Agreement, criterion: Criterion, past: History) -> CriterionAnswer:
    treated = past.criteria_of_treated.get(criterion.id, Judged())
    candidates = past.criteria_of_candidates.get(criterion.id, Judged())
    item = CriterionAnswer(
        criterion,
        registers_of_kind(criterion.kind, agreement.parameters.treatment_source),
        treated,
        candidates,
        "not_tried",
    )
    judged = judged_of(item)
    if criterion.kind == "not_observable":
        answer = "not_observable"
    elif judged.n < FEWEST_JUDGED:
        answer = "not_tried"
    elif judged.unknown == judged.n:
        answer = "not_observable"
    else:
        limit = rule("criterion_partly_observable").limit
        answer = "partly" if judged.unknown / judged.n > limit else "observable"
    return CriterionAnswer(item.criterion, item.registers, treated, candidates, answer)


def measure_answers(
    agreement: Agreement,
    plan: Plan,
    last: Mapping[str, LastDelivery],
    past: History,
    expected: Mapping[str, Expected],
    questions: Sequence[Question],
    years: tuple[float, float],
) -> tuple[MeasureAnswer, ...]:
    """Every outcome measure of the file, in its order; `years` are those seen and those planned."""
    asked = {(item.measure, item.variant, item.cohort, item.time_days): item for item in questions}
    answers = []
    for outcome in agreement.outcome_measures:
        key = (outcome.measure, outcome.variant, outcome.cohort, outcome.time_days)
        known_to = known_to_date(agreement, outcome, last)
        question = asked.get(key)
        answers.append(
            MeasureAnswer(
                outcome,
                registers_of_measure(agreement, outcome.measure, outcome.cohort),
                _measured(key, past),
                known_to,
                None
                if question is None
                else _forecast(agreement, plan, last, past, expected, question, known_to, years),
            )
        )
    return tuple(answers)


def known_to_date(
    agreement: Agreement, outcome: OutcomeMeasure, last: Mapping[str, LastDelivery]
) -> date | None:
    """The day to which the measure is followed in the last deliveries; None where a register is missing."""

    def complete_to(purpose: str) -> date | None:
        register = register_for(agreement, purpose)
        return last[register].complete_to if register in last else None

    treatment, vital = complete_to("treatment"), complete_to("vital_status")
    if outcome.measure.startswith(("overall_survival", "net_survival", "expected_survival", "follow_up")):
        needed = [vital]
    elif outcome.measure.startswith("treatment_duration"):
        rules = {item.variant: item for item in agreement.parameters.duration_rules}
        wait = rules[outcome.variant].permitted_gap_days if outcome.variant in rules else 0
        needed = [treatment and treatment - timedelta(days=wait), vital]
    elif outcome.measure == "mean_hospital_cost":
        needed = [complete_to("hospital_cost"), vital]
    elif outcome.measure == "mean_drug_cost":
        needed = [treatment, vital]
    else:
        purposes = set(MEASURES[outcome.measure].purposes) - {"eligibility"}
        needed = [complete_to(purpose) for purpose in sorted(purposes)]
    return None if None in needed else min(needed)


def _measured(key: tuple, past: History) -> Part | None:
    measure, _, cohort, _ = key
    seen, base = past.estimates.get(key), past.estimates.get(("number_treated", "new_starters", cohort, None))
    if measure.startswith(("share", "number")) or None in (seen, base) or base.n < FEWEST_JUDGED:
        return None
    return Part(min(seen.n, base.n), base.n)


def _forecast(
    agreement: Agreement,
    plan: Plan,
    last: Mapping[str, LastDelivery],
    past: History,
    expected: Mapping[str, Expected],
    question: Question,
    known_to: date | None,
    years: tuple[float, float],
) -> Precision:
    treatment = last[register_for(agreement, "treatment")].complete_to
    seen = past.estimates.get((question.measure, question.variant, question.cohort, question.time_days))
    years_seen, years_planned = years
    n_expected = _n_expected(question, past, expected, years)
    value = seen.value if seen is not None and seen.n >= FEWEST_FOR_COST else None
    plan_days = (plan.reassessment_date - plan.start_date).days
    if value is not None and question.unit == "persons":
        value *= plan_days / (365.25 * years_seen)
    undetermined = past.treated.get("undetermined", 0)
    determined = past.n_treated - undetermined
    if value is not None and question.widens:
        belongs = past.treated.get(question.measure.removeprefix("share_"), 0)
        value = belongs / determined if determined >= FEWEST_FOR_COST else None
    setting = Setting(
        n_expected=n_expected,
        accrual_days=years_planned * 365.25,
        known_to_days=0.0 if known_to is None else float((known_to - plan.start_date).days),
        plan_days=float(plan_days),
        share_undetermined=undetermined / past.n_treated if past.n_treated else 0.0,
        seen=value,
        shape=weibull_shape(past.estimates, question.measure, question.variant, question.cohort),
    )
    if known_to is None or treatment is None:
        return Precision(question, setting, (), "register_missing")
    if question.measure in NEEDS_SUPPLY and not past.supply_is_known:
        return Precision(question, setting, (), "no_supply")
    return forecast(question, setting, past.costs.get(question.assumption_id))


def _n_expected(
    question: Question, past: History, expected: Mapping[str, Expected], years: tuple[float, float]
) -> float:
    """Patients of the measure's group; groups that are not cohorts of the treated grow as history shows."""
    if question.cohort in expected:
        return expected[question.cohort].mid
    seen = past.estimates.get((question.measure, question.variant, question.cohort, question.time_days))
    return 0.0 if seen is None else seen.n * years[1] / years[0]
