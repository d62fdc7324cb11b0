"""No step of a released curve shows one to four events."""

from datetime import date

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.methods.curve_release import released_points

AGREED = [183, 365, 730]


def exact_curve(persons: list[tuple[int, bool]]) -> pl.DataFrame:
    """A result.survival_curve of one group from (time, event) pairs."""
    rows, survival = [], 1.0
    for time in sorted({time for time, _ in persons}):
        n_risk = sum(other >= time for other, _ in persons)
        n_event = sum(other == time and event for other, event in persons)
        survival *= 1 - n_event / n_risk
        rows.append((time, n_risk, n_event, sum(other == time for other, _ in persons) - n_event, survival))
    names = ("time_days", "n_risk", "n_event", "n_censor", "survival")
    return pl.DataFrame(rows, schema=list(names), orient="row").with_columns(
        pl.lit("EX004").alias("agreement_id"),
        pl.lit(date(2026, 6, 30)).alias("data_cut"),
        pl.lit("inside").alias("cohort"),
        pl.lit("all").alias("subgroup"),
        pl.lit("all").alias("level"),
        pl.lit("overall_survival").alias("measure"),
        pl.lit("kaplan_meier").alias("variant"),
        pl.lit(None, dtype=pl.Float64).alias("lower"),
        pl.lit(None, dtype=pl.Float64).alias("upper"),
        pl.lit(False).alias("suppressed"),
    )


def test_the_curve_at_released_points_is_the_exact_curve():
    persons = [(10 * number, True) for number in range(1, 61)] + [(800, False)] * 20
    points = released_points(exact_curve(persons), AGREED)
    by_time = dict(points.select("time_days", "survival").iter_rows())
    assert by_time[0] == 1.0
    assert by_time[183] == 1 - 18 / 80 or abs(by_time[183] - (1 - 18 / 80)) < 1e-12
    assert abs(by_time[365] - (1 - 36 / 80)) < 1e-12


def test_a_group_of_four_shows_nothing():
    assert released_points(
        exact_curve([(100, True), (200, True), (300, False), (400, True)]), AGREED
    ).is_empty()


def test_nothing_is_shown_where_fewer_than_five_are_followed():
    persons = [(50, True)] * 10 + [(300, False)] * 4
    assert released_points(exact_curve(persons), AGREED)["time_days"].to_list() == [0, 30]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 900), st.booleans()), min_size=1, max_size=120))
def test_between_released_points_events_and_shown_censorings_are_none_or_at_least_five(persons):
    points = released_points(exact_curve(persons), AGREED)
    assert not [count for count in points["n_event"] if 0 < count < 5]
    assert not [count for count in points["n_censor"].drop_nulls() if 0 < count < 5]
    assert not [count for count in points["n_risk"].drop_nulls() if count < 5]
    shown = points.filter(pl.col("n_risk").is_not_null())
    for time, n_risk in shown.select("time_days", "n_risk").iter_rows():
        assert n_risk == sum(other > time for other, _ in persons)
