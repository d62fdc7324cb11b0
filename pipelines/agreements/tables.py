"""Agreements to the rows of the `agreement.*` tables."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import polars as pl

from pipelines.agreements.model import Agreement
from pipelines.agreements.protocol import protocol_hash
from pipelines.agreements.words import Sourced, Text
from pipelines.methods.measure_terms import Words
from pipelines.methods.measures import MEASURES
from pipelines.tables import TableDefinition

Row = dict[str, Any]

PLAN_WORDS = {
    "introduction": Words("The agreement starts.", "Avtalen starter."),
    "data_cut": Words(
        "Quarterly data cut: indicative results.", "Kvartalsvis datakutt: foreløpige resultater."
    ),
    "reassessment": Words(
        "Reassessment: the verdicts of this data cut bind.",
        "Revurdering: vurderingene i dette datakuttet er bindende.",
    ),
    "stop": Words(
        "No new patient may start from this date.", "Ingen nye pasienter kan starte fra denne datoen."
    ),
}


def agreement_tables(agreements: Sequence[Agreement]) -> dict[str, pl.DataFrame]:
    """One frame per table of the layer `agreement`, by table name, typed as the table's schema says."""
    return {
        table: pl.DataFrame(
            [
                {"agreement_id": agreement.agreement_id} | row
                for agreement in agreements
                for row in rows(agreement)
            ],
            schema=_polars_schema(table),
            orient="row",
        )
        for table, rows in ROWS.items()
    }


def _polars_schema(table: str) -> dict[str, pl.DataType]:
    from ibis.formats.polars import PolarsType

    columns = TableDefinition("agreement", table).model.to_schema().columns
    return {name: PolarsType.from_ibis(column.dtype.type) for name, column in columns.items()}


def _in_both_languages(text: Text | Words, name: str = "description") -> Row:
    return {f"{name}_english": text.english, f"{name}_norwegian": text.norwegian}


def _agreement(agreement: Agreement) -> Iterator[Row]:
    parameters, plan, scope = agreement.parameters, agreement.plan, agreement.treated_scope
    yield _in_both_languages(agreement.title, "title") | {
        "based_on": agreement.based_on,
        "is_proposal": agreement.is_proposal,
        "drug_name": agreement.drug.name,
        "treatment_source": parameters.treatment_source,
        "start_date": plan.start_date,
        "reassessment_date": plan.reassessment_date,
        "stop_date": plan.stop_date,
        "lookback_days": parameters.lookback_days,
        "minimum_age_years": scope.minimum_age_years,
        "maximum_age_years": scope.maximum_age_years,
        "administration_covers_days": parameters.administration_covers_days,
        "cost_horizon_days": parameters.cost_horizon_days,
        "primary_duration_variant": parameters.primary_duration_variant,
        "protocol_hash": protocol_hash(agreement),
    }


def _substance(agreement: Agreement) -> Iterator[Row]:
    yield from ({"atc_code": code} for code in agreement.drug.atc_codes)


def _criterion(agreement: Agreement) -> Iterator[Row]:
    for criterion in agreement.criteria:
        yield {
            "criterion_id": criterion.id,
            "kind": criterion.kind,
            "minimum": _as_float(criterion.minimum),
            "maximum": _as_float(criterion.maximum),
        } | _in_both_languages(criterion.description)


def _criterion_value(agreement: Agreement) -> Iterator[Row]:
    for criterion in agreement.criteria:
        yield from ({"criterion_id": criterion.id, "value": value} for value in criterion.values)


def _duration_rule(agreement: Agreement) -> Iterator[Row]:
    yield from (rule.model_dump() for rule in agreement.parameters.duration_rules)


def _outcome_measure(agreement: Agreement) -> Iterator[Row]:
    for outcome in agreement.outcome_measures:
        yield _measured(outcome) | _in_both_languages(outcome.description)


def _assumption(agreement: Agreement) -> Iterator[Row]:
    for outcome in agreement.outcome_measures:
        assumption, rule = outcome.assumption, outcome.decision_rule
        if assumption is None or rule is None:
            continue
        yield (
            _measured(outcome)
            | {
                "assumption_id": assumption.id,
                "value": _as_float(assumption.value),
                "lower": _as_float(assumption.lower),
                "upper": _as_float(assumption.upper),
                "unit": MEASURES[outcome.measure].unit,
                "rule": rule.rule,
                "margin": _as_float(rule.margin),
            }
            | _origin(assumption)
            | _in_both_languages(assumption.description)
        )


def _measured(outcome: Any) -> Row:
    return {name: getattr(outcome, name) for name in ("measure", "variant", "cohort", "time_days")}


def _data_source(agreement: Agreement) -> Iterator[Row]:
    for source in agreement.data_sources:
        for purpose in source.purposes:
            yield {
                "register": source.register_name,
                "responsible": source.responsible,
                "purpose": purpose,
            }


def _milestone(agreement: Agreement) -> Iterator[Row]:
    plan = agreement.plan
    dated = [("introduction", plan.start_date, plan.decided_by)]
    dated += [("data_cut", day, plan.data_cuts.responsible) for day in quarter_ends(agreement)]
    dated += [
        ("reassessment", plan.reassessment_date, plan.decided_by),
        ("stop", plan.stop_date, plan.decided_by),
    ]
    for kind, day, responsible in dated:
        if day is not None:
            yield {"kind": kind, "milestone_date": day, "responsible": responsible} | _in_both_languages(
                PLAN_WORDS[kind]
            )
    for milestone in plan.milestones:
        yield {
            "kind": milestone.kind,
            "milestone_date": milestone.date,
            "responsible": milestone.responsible,
        } | _in_both_languages(milestone.description)


def quarter_ends(agreement: Agreement) -> Iterator[datetime.date]:
    """The agreement's indicative data cuts: last days of quarters after its start and before reassessment.

    The data cut of the reassessment itself is another kind of milestone. A proposal has none.
    """
    plan = agreement.plan
    if plan.start_date is None:
        return
    for year in range(plan.start_date.year, plan.reassessment_date.year + 1):
        for month, day in ((3, 31), (6, 30), (9, 30), (12, 31)):
            quarter_end = datetime.date(year, month, day)
            if plan.start_date < quarter_end < plan.reassessment_date:
                yield quarter_end


def _price_term(agreement: Agreement) -> Iterator[Row]:
    for term in agreement.price_terms:
        yield {
            "kind": term.kind,
            "value": term.value_nok,
            "valid_from": term.valid_from,
            "valid_to": term.valid_to,
            **_in_both_languages(term.unit, "unit"),
            **_origin(term),
        }


def _statement(agreement: Agreement) -> Iterator[Row]:
    plan, exit_plan = agreement.plan, agreement.exit_plan
    yield _said("note", agreement.note)
    yield _said("indication", agreement.indication, agreement.indication)
    for position, part in enumerate(agreement.indication_parts_not_judged, 1):
        yield _said("not_judged", part.part, position=position)
        yield _said("not_judged_reason", part.reason, position=position)
    yield _said("uncertainty", agreement.uncertainty, agreement.uncertainty)
    for position, fact in enumerate(agreement.facts_at_introduction, 1):
        numbers = {name: _as_float(getattr(fact, name)) for name in ("value", "lower", "upper")}
        unit = _in_both_languages(fact.unit, "unit")
        yield _said("fact_at_introduction", fact.description, fact, position) | numbers | unit
    if plan.reason_beyond_three_years is not None:
        yield _said("late_reassessment_reason", plan.reason_beyond_three_years, plan)
    yield _said("exit_new_patients", exit_plan.new_patients, exit_plan)
    yield _said("exit_on_treatment", exit_plan.patients_on_treatment, exit_plan)


def _said(kind: str, text: Text, part: Sourced | None = None, position: int = 1) -> Row:
    """One statement; its origin is that of the part of the file it stands in, if that part has one."""
    origin = {"source": None, "is_invented": False} if part is None else _origin(part)
    return {"kind": kind, "position": position} | _in_both_languages(text, "text") | origin


def _origin(part: Sourced) -> Row:
    return {"source": part.source, "is_invented": part.is_invented}


def _as_float(number: Any) -> float | None:
    return None if number is None else float(number)


ROWS: dict[str, Callable[[Agreement], Iterator[Row]]] = {
    "agreement": _agreement,
    "substance": _substance,
    "criterion": _criterion,
    "criterion_value": _criterion_value,
    "duration_rule": _duration_rule,
    "outcome_measure": _outcome_measure,
    "assumption": _assumption,
    "data_source": _data_source,
    "milestone": _milestone,
    "price_term": _price_term,
    "statement": _statement,
}
