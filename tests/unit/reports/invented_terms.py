"""Invented rows of what agreements say beside criteria and assumptions: every role, kind and decision."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from schemas.agreement.comparator import KINDS as COMPARATOR_KINDS
from schemas.agreement.decision_elsewhere import DECISIONS
from schemas.agreement.evidence import KINDS as EVIDENCE_KINDS
from schemas.agreement.party import ROLES
from schemas.agreement.use_rule import JUDGED_BY

Row = dict[str, Any]
PROTOCOLS = {
    "EX001": ("frozen_late", date(2023, 4, 1), None),
    "EX002": ("not_frozen", None, None),
    "EX003": ("frozen_in_time", date(2022, 12, 1), "c" * 64),
    "EX004": ("changed", date(2021, 12, 1), "d" * 64),
    "EX005": ("frozen_in_time", date(2023, 1, 15), None),
    "EX006": ("not_frozen", None, None),
}


def terms(agreement_ids: Iterable[str]) -> dict[str, list[Row]]:
    """The rows by table; EX005 has none."""
    rows: dict[str, list[Row]] = {
        name: []
        for name in (
            "party", "use_rule", "comparator", "subgroup", "decision_elsewhere", "evidence",
            "protocol_version", "protocol_change",
        )
    }  # fmt: skip
    for agreement_id in agreement_ids:
        if agreement_id == "EX005":
            continue
        for name, found in _terms().items():
            rows[name] += [{"agreement_id": agreement_id} | row for row in found]
        if PROTOCOLS[agreement_id][1]:
            rows["protocol_version"].append(
                {"agreement_id": agreement_id, "version": 1, "frozen_on": PROTOCOLS[agreement_id][1],
                 "protocol_hash": "a" * 64}
            )  # fmt: skip
    for position, (before, after) in enumerate((("0.45", "0.40"), (None, "<b>EGFR</b>"), ("480", None)), 1):
        rows["protocol_change"].append(
            {"agreement_id": "EX004", "version": 1, "position": position, "before": before, "after": after,
             "path": f"outcome_measures[{position}].decision_rule.threshold"}
        )  # fmt: skip
    return rows


def _both(name: str, text: str) -> Row:
    return {f"{name}_english": f"{text} (English)", f"{name}_norwegian": f"{text} (norsk)"}


def _terms() -> dict[str, list[Row]]:
    said = {"source": "Invented for the tests", "is_invented": True}
    return {
        "party": [
            {"position": place, "name": f"Party {place}", "role": role}
            | _both("responsibility", f"Duty {place}")
            for place, role in enumerate(ROLES, 1)
        ],
        "use_rule": [
            {
                "rule_id": f"{kind}_{judged_by}",
                "kind": kind,
                "judged_by": judged_by,
                "event_type": "progression" if judged_by == "course_event" else None,
                "within_days": None if judged_by == "not_observable" else 56,
            }
            | _both("description", "Rule")
            | said
            for kind in ("start", "stop")
            for judged_by in JUDGED_BY
        ]
        + [
            {
                "rule_id": "stop_at_progression",
                "kind": "stop",
                "judged_by": "course_event",
                "event_type": "progression",
                "within_days": 56,
            }
            | _both("description", "Stop at progression")
            | said
        ],
        "comparator": [
            {"comparator_id": kind, "kind": kind} | _both("description", "Comparator") | said
            for kind in COMPARATOR_KINDS
        ],
        "subgroup": [
            {"subgroup_id": variable, "level": level, "variable": variable}
            | _both("label", f"{variable} {level}")
            for variable, level in (("age", "young"), ("age", "old"), ("sex", "female"), ("region", "3"))
        ],
        "decision_elsewhere": [
            {
                "position": place,
                "body": f"Body {place}",
                "country": "SE",
                "decision": decision,
                "decision_date": date(2024, place, 1) if place < 3 else None,
                "dated": "2024-11" if place == 3 else None,
            }
            | _both("text", "Decided")
            | said
            for place, decision in enumerate(DECISIONS, 1)
        ],
        "evidence": [
            {
                "evidence_id": "trial",
                "kind": EVIDENCE_KINDS[0],
                "provided_by": "The supplier",
                "received_date": date(2025, 3, 1),
                "evidence_cut_date": date(2024, 10, 1),
                "measure": "overall_survival",
                "time_days": 730,
                "value": 0.58,
                "lower": 0.52,
                "upper": 0.64,
                "unit": "probability",
                "n": 279,
            }
            | _both("text", "Trial cut")
            | said,
            {
                "evidence_id": "median",
                "kind": EVIDENCE_KINDS[1],
                "provided_by": "A register",
                "received_date": date(2025, 4, 1),
                "measure": "treatment_duration_median",
                "value": 480.0,
                "unit": "days",
                "n": 90,
            }
            | _both("text", "Foreign register")
            | said,
            {
                "evidence_id": "words",
                "kind": EVIDENCE_KINDS[2],
                "provided_by": "Somebody",
                "received_date": date(2025, 5, 1),
            }
            | _both("text", "Words only")
            | said,
        ],
    }
