"""Invented rows of the ledger, of tests between subgroups, and of what would decide, for EX004."""

from datetime import date
from typing import Any

Rows = list[dict[str, Any]]

LEDGER = {365: (900, 90, 22, None, None), 730: (500, 160, 352, 340, 12)}
ANSWERS = {
    "survival_two_years": ("later", 45, False),
    "median_survival": ("assumption_too_wide", None, False),
    "share_inside": ("unknown_persons", None, False),
    "drug_cost": ("later", None, True),
}


def rows(data_cut: date) -> dict[str, Rows]:
    """Released rows by table."""
    of = {"agreement_id": "EX004", "data_cut": data_cut}
    return {
        "follow_up_ledger": [
            of
            | {
                "cohort": "inside",
                "measure": "overall_survival",
                "variant": "kaplan_meier",
                "time_days": time,
            }
            | {"state": state, "n": n, "suppressed": n is None}
            for time, counts in LEDGER.items()
            for state, n in zip(
                ("followed", "death", "censored", "complete_to", "emigrated"), counts, strict=True
            )
        ],
        "subgroup_test": [
            of
            | {"cohort": "inside", "subgroup": subgroup, "measure": "overall_survival"}
            | {"variant": "kaplan_meier", "n_levels": 2, "n_tests": 2, "suppressed": False}
            | {"p_value": p_value, "p_value_corrected": corrected}
            for subgroup, p_value, corrected in (("age", 0.0002, 0.0004), ("sex", 0.031, 0.031))
        ],
        "comparison_subgroup": [
            of
            | {
                "comparator_id": "historical_register",
                "cohort": "compared",
                "subgroup": "age",
                "level": level,
            }
            | {"hazard_ratio": ratio, "lower": 0.5, "upper": 1.1, "n_levels": 2, "degrees_of_freedom": 1}
            | {"p_value": 0.29, "n_tests": 2, "suppressed": False}
            for level, ratio in (("young", 0.68), ("old", 0.81))
        ],
        "further_follow_up": [
            of | {"assumption_id": name, "answer": answer, "further_months": months, "suppressed": hidden}
            for name, (answer, months, hidden) in ANSWERS.items()
        ],
    }
