from tests.spec.released.test_attrition import HIDING_UNDETERMINED, told_flow
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


def counted(estimates: str, n: int, n_treated: int) -> str:
    """The same estimates of `n` persons, beside the number treated."""
    treated = f"\n    EX004        | inside | all | number_treated   | new_starters | -         | persons | {n_treated}"
    return (
        estimates.replace("| unit", "| unit | n").replace("probability", f"probability | {n}").rstrip()
        + treated
    )


def test_points_are_far_enough_apart_to_hide_single_deaths():
    rows = made(
        "released.survival_curve",
        given={
            "released.attrition": told_flow(40, 12, 20, 300),
            "result.estimate": counted(ESTIMATES, 300, 300),
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
        "released.attrition": told_flow(40, 12, 2, 300, HIDING_UNDETERMINED),
        "result.estimate": ESTIMATES,
        "result.survival_curve": curve("inside_or_undetermined"),
    }
    assert made("released.survival_curve", given=given) == []


def test_numbers_at_risk_stay_where_they_would_count_the_late_starters():
    """302 were treated, the curve begins with 300: two started too late to be followed."""
    for n_treated, shown in ((302, False), (310, True), (300, True)):
        rows = made(
            "released.survival_curve",
            given={
                "released.attrition": told_flow(40, 12, 20, 300),
                "result.estimate": counted(ESTIMATES, 300, n_treated),
                "result.survival_curve": curve("inside"),
            },
        )
        assert rows
        for count in ("n_risk", "n_event", "n_censor"):
            assert any(row[count] is not None for row in rows) == shown
        assert {row["rounded_to"] for row in rows} == {0.01}, "of 150 too"


def test_a_curve_that_gives_its_size_away_is_rounded_more():
    """22 were treated and 20 followed: 0.95 and 0.5 of them tell which it is, unless they are told roughly."""
    lines = [line.split("|") for line in curve("inside").splitlines()]
    head, deaths = lines[0], lines[1:21]
    small = [
        "|".join([*row[:8], f" {20 - place} ", *row[9:11], f" {(19 - place) / 20} ", *row[12:]])
        for place, row in enumerate(deaths[:10])
    ]
    last = "|".join([*deaths[0][:7], " 900 ", " 10 ", " 0 ", " 10 ", " 0.5 ", " false"])
    told = {}
    for n_treated in (20, 22):
        rows = made(
            "released.survival_curve",
            given={
                "released.attrition": told_flow(40, 12, 20, 300),
                "result.estimate": counted(ESTIMATES, 20, n_treated),
                "result.survival_curve": "\n".join(["|".join(head), *small, last]),
            },
        )
        told[n_treated] = {row["rounded_to"] for row in rows}
    assert told[20] == {0.05}
    assert min(told[22]) >= 0.1


def test_two_groups_do_not_tell_of_few_who_died_in_one_only():
    """Of 332 treated 63 died by 183 days, of the 300 inside 60: three of the others did."""
    times = [(30 * step, 10) for step in range(1, 7)]

    def lines(cohort: str, n: int, more: int) -> list[str]:
        key = f"EX004 | 2026-06-30 | {cohort} | all | all | overall_survival | kaplan_meier"
        at_risk, rows = n, []
        for time, died in [(times[0][0], 10 + more), *times[1:]]:
            rows.append(f"{key} | {time} | {at_risk} | {died} | 0 | {(at_risk - died) / n} | false")
            at_risk -= died
        return [*rows, f"{key} | 900 | {at_risk} | 0 | {at_risk} | {at_risk / n} | false"]

    estimates = (
        ESTIMATES.rstrip() + "\n" + ESTIMATES.rstrip().splitlines()[-1].replace("inside", "all_treated")
    )
    for more, times_told in ((3, {0}), (6, {0, 183})):
        rows = made(
            "released.survival_curve",
            given={
                "released.attrition": told_flow(40, 12, 20, 300),
                "result.estimate": estimates,
                "result.survival_curve": "\n".join(
                    [
                        curve("inside").splitlines()[0],
                        *lines("inside", 300, 0),
                        *lines("all_treated", 332, more),
                    ]
                ),
            },
        )
        of = {
            cohort: {row["time_days"] for row in rows if row["cohort"] == cohort}
            for cohort in ("inside", "all_treated")
        }
        assert 183 in of["inside"]
        assert {0, 183} & of["all_treated"] == times_told


def test_a_wider_cohort_shows_its_curve_without_counts():
    rows = made(
        "released.survival_curve",
        given={
            "released.attrition": told_flow(40, 12, 20, 300),
            "result.estimate": ESTIMATES.replace("inside", "all_treated"),
            "result.survival_curve": curve("all_treated"),
        },
    )
    assert rows and all(row["survival"] is not None for row in rows)
    assert {row[count] for row in rows for count in ("n_risk", "n_event", "n_censor")} == {None}
