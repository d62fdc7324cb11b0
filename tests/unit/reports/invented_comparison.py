"""Invented rows of the comparison of EX004 with an older drug, and of a trial's numbers beside ours."""

import math
from datetime import date
from typing import Any

Rows = list[dict[str, Any]]

KEY = {"agreement_id": "EX004", "comparator_id": "older_inhibitor"}
GROUP = {"agreement_id": "EX004", "cohort": "compared", "subgroup": "comparator", "level": "older_inhibitor"}
COVARIATES = {
    ("age", "all"): (66.1, 69.4, -0.34, 67.9, 67.9, 0.0),
    ("sex", "female"): (None, 0.55, None, 0.58, 0.58, 0.0),
    ("sex", "male"): (None, 0.45, None, 0.42, 0.42, 0.0),
    ("time_since_diagnosis", "all"): (61.0, 402.0, -0.81, 122.0, 160.0, -0.12),
}
NUMBERS = ("treated_before", "comparator_before", "difference_before",
           "treated_after", "comparator_after", "difference_after")  # fmt: skip
COUNTS = {
    "treated": {"before_period": 83, "after_period": 0, "outside": 180, "undetermined": 95, "other_group": 12,
                "not_followed": 0, "compared": 642},
    "comparator": {"before_period": 61, "after_period": 14, "outside": 66, "undetermined": None,
                   "other_group": 0, "not_followed": 0, "compared": 488},
}  # fmt: skip
CONTRASTS = {
    ("treated_survival", 365): ((0.80, 0.78, 0.82), (0.78, 0.75, 0.80)),
    ("comparator_survival", 365): ((0.64, 0.60, 0.68), (0.70, 0.66, 0.74)),
    ("survival_difference", 365): ((0.16, 0.12, 0.20), (0.08, -0.01, 0.12)),
    ("restricted_mean_difference", 730): ((92.0, 71.0, 113.0), (51.0, 27.0, 74.0)),
    ("hazard_ratio", None): ((0.58, 0.51, 0.66), (0.72, 0.61, 0.85)),
}
OTHERS = {
    "compared_new_users": (None, (31.0, -4.0, 66.0)),
    "compared_with_undetermined": ((0.69, 0.57, 0.84), (57.0, 20.0, 90.0)),
}
"""Hazard ratio and difference in mean survival, weighted; one of them is withheld."""
UNITS = {"restricted_mean_difference": "days", "hazard_ratio": "ratio"}


def rows(data_cut: date) -> dict[str, Rows]:
    """Released rows by table, of tables that hold nothing else."""
    dated = {"data_cut": data_cut}
    facts = {
        "cohort": "compared", "weights": "overlap", "horizon_days": 730, "why_not": None,
        "n_treated": 642, "n_events_treated": 310, "n_comparators": 488, "n_events_comparators": 377,
        "n_events_treated_to_horizon": None, "n_events_comparators_to_horizon": None,
        "n_prior_use_unknown_treated": 0, "n_prior_use_unknown_comparators": 121,
        "effective_n_treated": 561.2, "effective_n_comparators": 390.8,
        "follow_up_median_treated_days": 800.0, "follow_up_median_comparators_days": 2000.0,
        "proportional_hazards_p_value": 0.004,
        "largest_covariate_before": "time_since_diagnosis", "largest_difference_before": 0.81,
        "largest_covariate_after": "time_since_diagnosis", "largest_difference_after": 0.12,
        "risk_ratio": 0.79, "e_value": 1.84, "e_value_limit": 1.45, "suppressed": False,
    }  # fmt: skip
    return {
        "comparison": [
            KEY | dated | facts,
            *(KEY | dated | dict.fromkeys(facts) | {"cohort": cohort, "weights": "overlap",
              "horizon_days": 730, "suppressed": cohort == "compared_new_users"} for cohort in OTHERS),
        ],
        "comparison_balance": [
            KEY | dated | {"cohort": "compared", "covariate": covariate, "level": level, "suppressed": False}
            | dict(zip(NUMBERS, values, strict=True))
            for (covariate, level), values in COVARIATES.items()
        ],
        "comparison_count": [
            KEY | dated | {"arm": arm, "category": category, "n": n, "suppressed": n is None}
            for arm, counts in COUNTS.items()
            for category, n in counts.items()
        ],
        "published_comparison": [
            {"agreement_id": "EX004", "comparator_id": "pivotal_trial", "cohort": "inside"}
            | dated
            | row
            for row in _published()
        ],
    }  # fmt: skip


def _published() -> Rows:
    names = ("measure", "time_days", "unit", "published", "published_lower", "published_upper", "published_n",
             "variant", "our_estimate", "our_lower", "our_upper", "difference", "difference_lower",
             "difference_upper", "suppressed")  # fmt: skip
    of_survival = ("overall_survival", 365, "probability", 0.87, 0.82, 0.90, 279, "kaplan_meier",
                   0.71, 0.68, 0.74, -0.16, -0.202, -0.101, False)  # fmt: skip
    of_median = ("overall_survival_median", None, "days", 1010.0, 890.0, 1140.0, 279, "kaplan_meier",
                 None, None, None, None, None, None, True)  # fmt: skip
    return [dict(zip(names, row, strict=True)) for row in (of_survival, of_median)]


def estimates(data_cut: date) -> Rows:
    """Rows of `released.estimate`."""
    main = [
        ("compared", measure, time, variant, values)
        for (measure, time), pair in CONTRASTS.items()
        for variant, values in zip(("unadjusted", "weighted_overlap"), pair, strict=True)
    ]
    others = [
        (cohort, measure, time, "weighted_overlap", values)
        for cohort, pair in OTHERS.items()
        for (measure, time), values in zip(
            (("hazard_ratio", None), ("restricted_mean_difference", 730)), pair, strict=True
        )
    ]
    return [
        GROUP | {
            "cohort": cohort, "data_cut": data_cut, "measure": measure, "variant": variant, "time_days": time,
            "unit": UNITS.get(measure, "probability"), "n": None, "n_events": None, "method": "invented",
            "suppressed": values is None,
        } | dict(zip(("estimate", "lower", "upper"), values or (None, None, None), strict=True))
        for cohort, measure, time, variant, values in [*main, *others]
    ]  # fmt: skip


def curves(data_cut: date) -> Rows:
    """Rows of `released.survival_curve`: no counts."""
    return [
        GROUP | {
            "data_cut": data_cut, "measure": "overall_survival", "variant": f"weighted_overlap_{arm}",
            "time_days": time, "n_risk": None, "n_event": None, "n_censor": None,
            "survival": math.exp(-time / mean), "lower": math.exp(-time / mean) * 0.95,
            "upper": min(1.0, math.exp(-time / mean) * 1.05), "suppressed": False,
        }
        for arm, mean in (("treated", 1400), ("comparator", 1000))
        for time in range(30, 1500, 30)
    ]  # fmt: skip
