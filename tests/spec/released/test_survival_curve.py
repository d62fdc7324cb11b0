from tests.spec.released.test_attrition import flow
from tests.support.spec import made

ESTIMATES = """
    agreement_id | cohort | subgroup | measure          | variant      | time_days | unit
    EX004        | inside | all      | overall_survival | kaplan_meier | 183       | probability
"""


def curve(cohort: str) -> str:
    """Twenty deaths, one each tenth day, of 300; nobody censored before day 900."""
    lines = ["agreement_id | data_cut | cohort | subgroup | level | measure | variant | time_days | n_risk | n_event"
             " | n_censor | survival | suppressed"]  # fmt: skip
    for step in range(20):
        lines.append(
            f"EX004 | 2026-06-30 | {cohort} | all | all | overall_survival | kaplan_meier | {10 * (step + 1)} "
            f"| {300 - step} | 1 | 0 | {(299 - step) / 300} | false"
        )
    lines.append(
        f"EX004 | 2026-06-30 | {cohort} | all | all | overall_survival | kaplan_meier | 900 | 280 | 0 | 280 "
        "| 0.9333 | false"
    )
    return "\n".join(lines)


def test_points_are_far_enough_apart_to_hide_single_deaths():
    rows = made(
        "released.survival_curve",
        given={
            "result.attrition": flow(40, 12, 20, 300),
            "result.estimate": ESTIMATES,
            "result.survival_curve": curve("inside"),
        },
    )
    steps = sorted((row["time_days"], row["n_event"]) for row in rows)
    assert steps[0] == (0, 0)
    assert 183 in [time for time, _ in steps]
    assert all(events == 0 or events >= 5 for _, events in steps)
    assert sum(events for _, events in steps) <= 20


def test_the_curve_of_a_cohort_that_gives_another_away_is_not_shown():
    given = {
        "result.attrition": flow(40, 12, 2, 300),
        "result.estimate": ESTIMATES,
        "result.survival_curve": curve("inside_or_undetermined"),
    }
    assert made("released.survival_curve", given=given) == []


def test_numbers_at_risk_stay_where_they_would_count_the_late_starters():
    """302 were treated, the curve begins with 300: two started too late to be followed."""
    treated = "\n    EX004        | inside | all | number_treated   | new_starters | -         | persons | {}"
    estimates = ESTIMATES.replace("| unit", "| unit | n").replace("probability", "probability | 300")
    for n_treated, shown in ((302, False), (310, True), (300, True)):
        rows = made(
            "released.survival_curve",
            given={
                "result.attrition": flow(40, 12, 20, 300),
                "result.estimate": estimates.rstrip() + treated.format(n_treated),
                "result.survival_curve": curve("inside"),
            },
        )
        assert rows
        assert any(row["n_risk"] is not None for row in rows) == shown


def test_a_wider_cohort_shows_its_curve_without_counts():
    rows = made(
        "released.survival_curve",
        given={
            "result.attrition": flow(40, 12, 20, 300),
            "result.estimate": ESTIMATES.replace("inside", "all_treated"),
            "result.survival_curve": curve("all_treated"),
        },
    )
    assert rows and all(row["survival"] is not None for row in rows)
    assert {row[count] for row in rows for count in ("n_risk", "n_event", "n_censor")} == {None}
