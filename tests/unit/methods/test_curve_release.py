"""No step of a released curve shows one to four events, and no count of those lost to follow-up does."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.methods.curve_release import Manner, released_points
from pipelines.methods.curves_told import Counted

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


def test_the_curve_at_released_points_is_the_exact_curve_rounded_as_one_of_eighty_persons_may_be():
    persons = [(10 * number, True) for number in range(1, 61)] + [(800, False)] * 20
    points = released_points(exact_curve(persons), AGREED)
    by_time = dict(points.select("time_days", "survival").iter_rows())
    assert by_time[0] == 1.0
    assert points["rounded_to"].to_list() == [0.02] * len(points)
    assert by_time[183] == 0.78, "0.775"
    assert by_time[365] == 0.56, "0.55"


def test_a_group_of_four_shows_nothing():
    assert released_points(
        exact_curve([(100, True), (200, True), (300, False), (400, True)]), AGREED
    ).is_empty()


def test_nothing_is_shown_where_fewer_than_five_are_followed():
    persons = [(50, True)] * 10 + [(300, False)] * 4
    assert released_points(exact_curve(persons), AGREED)["time_days"].to_list() == [0, 30]


@settings(max_examples=60, derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 900), st.booleans()), min_size=1, max_size=120))
def test_between_released_points_events_and_shown_censorings_are_none_or_at_least_five(persons):
    points = released_points(exact_curve(persons), AGREED)
    assert not [count for count in points["n_event"].drop_nulls() if 0 < count < 5]
    assert not [count for count in points["n_censor"].drop_nulls() if 0 < count < 5]
    assert not [count for count in points["n_risk"].drop_nulls() if count < 5]
    shown = points.filter(pl.col("n_risk").is_not_null())
    for time, n_risk in shown.select("time_days", "n_risk").iter_rows():
        assert n_risk == sum(other > time for other, _ in persons)
    for time in points.filter(pl.col("n_risk").is_null())["time_days"]:
        assert time in AGREED
        before = shown.filter(pl.col("time_days") < time)["time_days"].max()
        since = -1 if before is None else before
        assert 0 < sum(since < other <= time and not event for other, event in persons) < 5


def test_where_few_were_lost_only_agreed_times_leave_and_without_counts():
    """Ten died in each month; three were lost before the first agreed time, ten more before the second."""
    deaths = [(30 * month, True) for month in range(1, 13) for _ in range(10)]
    points = released_points(
        exact_curve([*deaths, *[(100, False)] * 3, *[(200, False)] * 10, *[(800, False)] * 50]), AGREED
    )
    counts = points.select("time_days", "n_risk", "n_event", "n_censor").rows()
    assert (183, None, None, None) in counts
    assert not [time for time, *_ in counts if 90 < time < 200 and time != 183]
    assert (365, 50, 90, 13) in counts or (210, 100, 40, 13) in counts
    assert dict(points.select("time_days", "rounded_to").iter_rows())[183] == 0.02, "one step coarser"


def test_an_agreed_time_that_may_not_leave_without_counts_does_not():
    deaths = [(30 * month, True) for month in range(1, 13) for _ in range(10)]
    curve = exact_curve([*deaths, *[(100, False)] * 3, *[(800, False)] * 50])
    assert 183 in released_points(curve, AGREED)["time_days"]
    assert 183 not in released_points(curve, AGREED, manner=Manner(173, frozenset([365])))["time_days"]


@pytest.mark.parametrize(("other", "is_told"), [((60, 113), True), ((57, 116), False), ((60, 110), False)])
def test_beside_another_curve_no_few_have_had_the_event_by_one_only(other, is_told):
    """Here 60 have had the event by then and 113 have not."""
    deaths = [(30 * month, True) for month in range(1, 13) for _ in range(10)]
    curve = exact_curve([*deaths, *[(800, False)] * 53])
    assert (183 in released_points(curve, AGREED, others=[{183: other}])["time_days"]) == is_told


DEATHS = [*((30 * month, True) for month in range(1, 13) for _ in range(10)), *[(800, False)] * 53]
"""Of 173 sixty have had the event by day 183, and 113 are followed beyond it."""


MARCH = date(2026, 3, 31)


def counts_beside(before: Counted) -> dict[int, tuple]:
    """Events since the last point with counts, and persons beyond, by time."""
    points = released_points(exact_curve(DEATHS), AGREED, counted_before=[before])
    return {time: tuple(row) for time, *row in points.select("time_days", "n_event", "n_risk").iter_rows()}


def test_where_few_were_added_only_agreed_times_leave_and_the_next_counts_since_the_last():
    counts = counts_beside(Counted(MARCH, {90: 27, 183: 57, 365: 117}, {}))
    assert 90 not in counts
    assert counts[183] == counts[365] == (None, None)
    assert counts[120] == (20, 133), "since day 60"


@pytest.mark.parametrize(
    ("events", "beyond", "is_held_back"),
    [(60, 113, False), (57, 90, True), (50, 110, True), (64, 90, True), (50, 90, False)],
)
def test_no_counts_leave_where_few_were_added_to_what_was_counted_before(events, beyond, is_held_back):
    told = counts_beside(Counted(MARCH, {183: events}, {183: beyond}))
    assert (told[183] == (None, None)) == is_held_back


@pytest.mark.parametrize(
    ("later", "is_held_back"), [(50, False), (48, True), (45, False), (44, False), (52, True)]
)
def test_nor_where_few_were_added_between_two_times(later, is_held_back):
    """Ten were added by day 183 and others since: 120 died by day 365 now, 60 of them since day 183."""
    told = counts_beside(Counted(MARCH, {183: 50, 365: 50 + later + 10}, {}))
    assert told[183] != (None, None)
    assert (told[365] == (None, None)) == is_held_back


@pytest.mark.parametrize(("n_lost", "is_held_back"), [(3, True), (0, False), (5, False)])
def test_nor_where_an_edition_of_the_same_cut_lost_few_more(n_lost, is_held_back):
    told = counts_beside(Counted(date(2026, 6, 30), {183: 60}, {183: 113}, {183: n_lost}))
    assert (told[183] == (None, None)) == is_held_back
