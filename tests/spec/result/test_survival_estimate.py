import pytest

from tests.support.spec import made

# Ten persons: deaths at 100, 200 … 600 days, four censored at 800.
TEN = (
    "agreement_id | cohort | subgroup | level | measure | variant | person_id | time_days | is_event\n"
    + "\n".join(
        f"EX004 | inside | all | all | overall_survival | kaplan_meier | {letter} | {time} | {'true' if time < 800 else 'false'}"
        for letter, time in zip("ABCDEFGHIJ", [100, 200, 300, 400, 500, 600, 800, 800, 800, 800], strict=True)
    )
)


def estimates(**wanted):
    rows = made("result.survival_estimate", given={"outcome.time_to_event": TEN})
    return [row for row in rows if all(row[name] == value for name, value in wanted.items())]


def test_survival_is_read_at_the_fixed_times_with_the_events_so_far():
    found = {row["time_days"]: row for row in estimates(measure="overall_survival")}
    assert sorted(found) == [183, 365, 730]
    assert [found[time]["estimate"] for time in (183, 365, 730)] == pytest.approx([0.9, 0.7, 0.4])
    assert [found[time]["n_events"] for time in (183, 365, 730)] == [1, 3, 6]
    assert found[365]["lower"] < 0.7 < found[365]["upper"]


def test_the_median_where_the_curve_stays_at_one_half_is_the_middle_of_the_stretch():
    (median,) = estimates(measure="overall_survival_median")
    assert median["estimate"] == 550
    assert (median["n"], median["n_events"], median["unit"]) == (10, 6, "days")


def test_follow_up_turns_events_and_censorings_around():
    (follow_up,) = estimates(measure="follow_up_median")
    assert follow_up["estimate"] == 800
    assert follow_up["variant"] == "reverse_kaplan_meier"
    assert follow_up["n_events"] == 4


def test_beyond_the_last_person_followed_nothing_is_known():
    short = TEN.replace("800", "700")
    rows = made("result.survival_estimate", given={"outcome.time_to_event": short})
    (late,) = [row for row in rows if row["measure"] == "overall_survival" and row["time_days"] == 730]
    assert late["estimate"] is None and late["lower"] is None and late["upper"] is None


def test_who_comes_under_observation_late_is_at_risk_only_from_then():
    """Nine died or left before the tenth came in: the tenth's death is of one at risk, not of ten."""
    late = (
        TEN.replace("is_event\n", "is_event | entry_days\n")
        .replace("true", "true | 0")
        .replace("false", "false | 0")
    )
    late = late.replace("| 100 | true | 0", "| 100 | true | 99")
    rows = made("result.survival_estimate", given={"outcome.time_to_event": late})
    (row,) = [row for row in rows if row["measure"] == "overall_survival" and row["time_days"] == 183]
    assert row["estimate"] == pytest.approx(0.9)
    still_late = late.replace("| 200 | true | 0", "| 200 | true | 150")
    rows = made("result.survival_estimate", given={"outcome.time_to_event": still_late})
    (row,) = [row for row in rows if row["measure"] == "overall_survival" and row["time_days"] == 183]
    assert row["estimate"] == pytest.approx(8 / 9)


def test_a_group_of_whom_hardly_anybody_is_there_when_it_begins_has_no_number():
    """Ten at risk from day 50 are enough; nine, and one who comes later, are not."""
    for others, found in (("50", 4), ("60", 0)):
        late = TEN.replace("is_event\n", "is_event | entry_days\n").replace("true", "true | 50")
        late = late.replace("false", f"false | {others}", 1).replace("false\n", "false | 50\n")
        late = late if late.endswith("50") or late.endswith("60") else late + " | 50"
        rows = made("result.survival_estimate", given={"outcome.time_to_event": late})
        assert len([row for row in rows if row["measure"].startswith("overall_survival")]) == found


def test_each_level_of_a_subgroup_has_its_own_median():
    both = (
        TEN
        + "\n"
        + "\n".join(
            line.replace("all | all", "age | below_70")
            for line in TEN.splitlines()[1:]
            if "| A |" in line or "| B |" in line
        )
    )
    rows = made("result.survival_estimate", given={"outcome.time_to_event": both})
    medians = {row["level"]: row["estimate"] for row in rows if row["measure"] == "overall_survival_median"}
    assert medians == {"all": 550, "below_70": 150}


def test_an_event_on_the_day_itself_counts():
    rows = made(
        "result.survival_estimate", given={"outcome.time_to_event": TEN.replace("| 400 |", "| 365 |")}
    )
    (row,) = [row for row in rows if row["measure"] == "overall_survival" and row["time_days"] == 365]
    assert (row["n_events"], round(row["estimate"], 9)) == (4, 0.6)
