"""Rows about outcomes: treatment-end rules, measures, assumptions, statements."""

from collections.abc import Iterator
from decimal import Decimal

from pipelines.agreements.model import Agreement
from pipelines.agreements.outcomes import Assumption, DecisionRule, OutcomeMeasure
from pipelines.agreements.rows.cells import Row, as_float, in_both_languages, limits, origin
from pipelines.agreements.words import Sourced, Text
from pipelines.methods.measures import MEASURES


def duration_rule(agreement: Agreement) -> Iterator[Row]:
    """The treatment-end rules."""
    yield from (rule.model_dump() for rule in agreement.parameters.duration_rules)


def outcome_measure(agreement: Agreement) -> Iterator[Row]:
    """What shall be measured."""
    for outcome in agreement.outcome_measures:
        yield _measured(outcome) | in_both_languages(outcome.description)


def assumption(agreement: Agreement) -> Iterator[Row]:
    """What was assumed, with the rule by which it is judged."""
    for outcome in agreement.outcome_measures:
        assumption, rule = outcome.assumption, outcome.decision_rule
        if assumption is None or rule is None:
            continue
        yield {
            **_measured(outcome),
            "assumption_id": assumption.id,
            "unit": MEASURES[outcome.measure].unit,
            "rule": rule.rule,
            "margin": as_float(margin_of(assumption, rule)),
            **limits(assumption, "value", "lower", "upper"),
            **limits(rule, "threshold", "factor"),
            **origin(assumption),
            **in_both_languages(assumption.description),
        }


def margin_of(assumption: Assumption, rule: DecisionRule) -> Decimal:
    """How far from the assumed value a rule accepts: as stated, worked out from the factor, or none."""
    if rule.margin is not None:
        return rule.margin
    return Decimal(0) if rule.factor is None else abs(rule.factor - 1) * assumption.value


def _measured(outcome: OutcomeMeasure) -> Row:
    return {name: getattr(outcome, name) for name in ("measure", "variant", "cohort", "time_days")}


def statement(agreement: Agreement) -> Iterator[Row]:
    """What the agreement says in words."""
    plan, exit_plan = agreement.plan, agreement.exit_plan
    yield _said("note", agreement.note)
    yield _said("indication", agreement.indication, agreement.indication)
    for position, part in enumerate(agreement.indication_parts_not_judged, 1):
        yield _said("not_judged", part.part, position=position)
        yield _said("not_judged_reason", part.reason, position=position)
    yield _said("uncertainty", agreement.uncertainty, agreement.uncertainty)
    for position, fact in enumerate(agreement.facts_at_introduction, 1):
        numbers = limits(fact, "value", "lower", "upper")
        unit = in_both_languages(fact.unit, "unit")
        yield _said("fact_at_introduction", fact.description, fact, position) | numbers | unit
    if plan.reason_beyond_three_years is not None:
        yield _said("late_reassessment_reason", plan.reason_beyond_three_years, plan)
    yield _said("exit_new_patients", exit_plan.new_patients, exit_plan)
    yield _said("exit_on_treatment", exit_plan.patients_on_treatment, exit_plan)


def _said(kind: str, text: Text, part: Sourced | None = None, position: int = 1) -> Row:
    """One statement; its origin is that of the part of the file it stands in, if that part has one."""
    from_where = {"source": None, "is_invented": False} if part is None else origin(part)
    return {"kind": kind, "position": position} | in_both_languages(text, "text") | from_where
