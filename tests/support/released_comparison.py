# ruff: noqa: E501 - small tables are read as tables
"""A comparison of 100 treated and 80 comparators, all of whose numbers may leave."""

COMPARISON = """
    agreement_id | data_cut   | comparator_id | cohort   | weights | horizon_days | n_treated | n_events_treated | n_comparators | n_events_comparators | effective_n_treated | e_value | suppressed
    EX004        | 2026-06-30 | older         | compared | overlap | 730          | 100       | 40               | 80            | 50                   | 90.5                | 2.1     | false
"""
OWN = """
    agreement_id | data_cut   | cohort   | subgroup   | level | measure                    | variant          | time_days | estimate | lower | upper | unit        | n   | n_events | method | suppressed
    EX004        | 2026-06-30 | inside   | all        | all   | overall_survival_median    | kaplan_meier     | -         | 900      | 800   | 1000  | days        | 100 | 40       | m      | false
"""
ESTIMATES = (
    OWN
    + """
    EX004        | 2026-06-30 | compared | comparator | older | treated_survival           | weighted_overlap | 365       | 0.8      | 0.7   | 0.9   | probability | 100 | 20       | m      | false
    EX004        | 2026-06-30 | compared | comparator | older | comparator_survival        | weighted_overlap | 365       | 0.6      | 0.5   | 0.7   | probability | 80  | 30       | m      | false
    EX004        | 2026-06-30 | compared | comparator | older | survival_difference        | weighted_overlap | 365       | 0.2      | 0.1   | 0.3   | probability | 180 | 50       | m      | false
    EX004        | 2026-06-30 | compared | comparator | older | hazard_ratio               | weighted_overlap | -         | 0.7      | 0.5   | 0.9   | ratio       | 180 | 90       | m      | false
    EX004        | 2026-06-30 | compared | comparator | older | restricted_mean_difference | weighted_overlap | 730       | 60       | 20    | 100   | days        | 180 | 90       | m      | false
"""
)
FEW = COMPARISON.replace("| 80            | 50 ", "| 80            | 4  ")
"""Four deaths among the comparators."""


def flow(inside: int = 100) -> str:
    return (
        "agreement_id | step | reason | n_in | n_out\n"
        f"EX004 | treated | earlier_starter | {inside + 90} | 40\nEX004 | new_starters | outside | {inside + 50} | 30\n"
        f"EX004 | not_outside | undetermined | {inside + 20} | 20\nEX004 | inside | analysed | {inside} | 0"
    )


def counts(treated: dict[str, int], comparator: dict[str, int]) -> str:
    """`result.comparison_count` of these categories."""
    rows = [
        f"EX004 | 2026-06-30 | older | {arm} | {category} | {n} | false"
        for arm, group in (("treated", treated), ("comparator", comparator))
        for category, n in group.items()
    ]
    header = "agreement_id | data_cut | comparator_id | arm | category | n | suppressed"
    return "\n".join([header, *rows])
