"""The answer for machines: the same numbers as the text, rounded and withheld in the same way."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from pipelines.readiness.answer import CriterionAnswer, Facts, MeasureAnswer, Readiness
from pipelines.readiness.history import Judged
from pipelines.readiness.saying import Saying
from pipelines.readiness.shown import about, about_share, shown_expected, shown_rate


def readiness_json(answer: Readiness) -> str:
    """One JSON object. A count of persons under five is null; others are rounded to fives."""
    facts = answer.facts
    norwegian, english = Saying("nb", facts), Saying("en", facts)
    content = {
        "agreement_id": facts.agreement.agreement_id,
        "verdict": answer.verdict,
        "as_of": facts.as_of,
        "plan": asdict(facts.plan),
        "history": asdict(facts.window),
        "findings": [
            {
                "rule": finding.rule.rule_id,
                "follows": finding.rule.follows,
                "limit": finding.rule.limit,
                "english": english.finding(finding),
                "norwegian": norwegian.finding(finding),
            }
            for finding in answer.findings
        ],
        "criteria": [_criterion(item) for item in facts.criteria],
        "measures": [_measure(item) for item in facts.measures],
        "deliveries": [
            asdict(facts.rhythms[register]) | {"last_before_reassessment": asdict(facts.last[register])}
            for register in facts.registers
        ],
        "patients": _patients(facts),
    }
    return json.dumps(content, indent=2, ensure_ascii=False, default=_plain) + "\n"


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def _criterion(item: CriterionAnswer) -> dict[str, Any]:
    return {
        "criterion_id": item.criterion.id,
        "kind": item.criterion.kind,
        "registers": item.registers,
        "answer": item.answer,
        "treated": _judged(item.treated),
        "untreated": _judged(item.candidates),
    }


def _judged(judged: Judged) -> dict[str, int | None]:
    return {"met": about(judged.met), "not_met": about(judged.not_met), "unknown": about(judged.unknown)}


def _measure(item: MeasureAnswer) -> dict[str, Any]:
    outcome, precision = item.outcome, item.precision
    return {
        "measure": outcome.measure,
        "variant": outcome.variant,
        "cohort": outcome.cohort,
        "time_days": outcome.time_days,
        "registers": item.registers,
        "share_measured": None if item.measured is None else about_share(item.measured),
        "known_to_date": item.known_to_date,
        "not_forecast_because": None if precision is None else precision.reason,
        "truths": []
        if precision is None
        else [
            {
                "truth": under.truth.name,
                "value": under.truth.value,
                "interval_width": under.width,
                "share_without_two_limits": under.open_share,
                "holds": under.holds,
                "does_not_hold": under.fails,
            }
            for under in precision.under
        ],
    }


def _patients(facts: Facts) -> dict[str, Any]:
    rates = [(rate, shown_rate(rate)) for rate in facts.rates]
    return {
        "years_of_accrual": round(facts.years_planned, 3),
        "per_year": [
            {"origin": rate.origin}
            | {name: None if shown is None else getattr(shown, name) for name in ("low", "mid", "high")}
            for rate, shown in rates
        ],
        "expected": {
            cohort: None if (shown := shown_expected(facts, cohort)) is None else asdict(shown)
            for cohort in facts.expected
        },
    }
