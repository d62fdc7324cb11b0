"""A curve leaves less where histories show that it gives a number lost, or its size, away."""

from datetime import date

import polars as pl
import pytest

from pipelines.methods.curve_histories import Point
from pipelines.methods.curve_release import Manner, released_points
from pipelines.methods.curve_safety import Beside, safe_points
from pipelines.methods.curves_drawn import Drawn
from pipelines.methods.curves_told import Counted
from pipelines.methods.survival import kaplan_meier
from tests.unit.methods.test_curve_release import AGREED, exact_curve

WITH_COUNTS = Beside(has_size=True, n_treated=26, has_counts=True)


def with_limits(persons: list[tuple[int, bool]]) -> pl.DataFrame:
    """The exact curve of persons (time, event) with its log-log limits."""
    frame = pl.DataFrame(persons, schema=["time", "event"], orient="row").with_columns(
        stratum=0, event=pl.col("event").cast(pl.Int32)
    )
    limits = kaplan_meier(frame).select(time_days=pl.col("time").cast(pl.Int64), lower="lower", upper="upper")
    curve = exact_curve(persons)
    return curve.drop("lower", "upper").join(limits, on="time_days").select(curve.columns)


LOST_EARLY = [
    *((time, False) for time in (5, 6, 7, 8)),
    *((time, True) for time in (30, 60, 90, 120, 150)),
    *((time, False) for time in (190, 191)),
    *((time, True) for time in (200, 220, 240, 260, 280, 300)),
    *((900, False) for _ in range(9)),
]
"""Of 26 four are lost before anybody dies, and only six in all before day 300."""


def test_a_point_that_gives_away_how_many_were_lost_is_taken_out():
    """22 of 26 would be left for the five deaths: 0.77 of them live, with one lost it were 0.80."""
    curve = with_limits(LOST_EARLY)
    told_finely = released_points(curve, AGREED, manner=Manner(200, frozenset(AGREED)))
    assert 183 in told_finely["time_days"]
    points = safe_points(curve, AGREED, (), WITH_COUNTS)
    assert 183 not in points["time_days"]
    assert (210, 14, 6, 6) in points.select("time_days", "n_risk", "n_event", "n_censor").rows()
    assert not [n for n in points["n_censor"].drop_nulls() if 0 < n < 5]


@pytest.mark.parametrize(
    ("beside", "has_counts"),
    [
        (WITH_COUNTS, True),
        (WITH_COUNTS._replace(has_counts=False), False),
        (WITH_COUNTS._replace(has_size=False, n_treated=40), False),
    ],
    ids=["both", "another group", "size withheld"],
)
def test_counts_leave_where_they_may(beside, has_counts):
    points = safe_points(with_limits(LOST_EARLY), AGREED, (), beside)
    assert points.height > 0
    for count in ("n_risk", "n_event", "n_censor"):
        assert (points[count].drop_nulls().len() > 0) == has_counts


def test_a_curve_that_gives_its_size_away_is_rounded_more():
    """28 were treated: that two started too late must not follow from fractions of 26."""
    hidden = Beside(has_size=False, n_treated=28, has_counts=True)
    points = safe_points(with_limits(LOST_EARLY), AGREED, (), hidden)
    told = dict(points.select("time_days", "rounded_to").iter_rows())
    assert told[300] == 0.1 and released_points(with_limits(LOST_EARLY), AGREED)["rounded_to"].min() == 0.05


SEVERAL_LOST = [
    *((time, True) for time in (33, 35, 138, 143, 183, 223, 328, 392, 845)),
    *((time, False) for time in (63, 95, 159, 197, 209, 218, 284, 342, 577, 872, 902)),
]
"""Of twenty three are lost within half a year, and five within 210 days."""


def test_where_no_counts_leave_all_lost_since_the_start_must_be_hidden():
    """With 0.70 on day 183, 0.75 on day 210 and its limits more than one was lost by day 183."""
    points = safe_points(with_limits(SEVERAL_LOST), AGREED, (), Beside(True, 20, False))
    assert 183 not in points["time_days"] and points.height > 2


def test_counts_that_tell_of_few_beside_an_earlier_edition_do_not_leave():
    """By day 300 eleven have died; eight had been told of, and then there is no other point with counts."""
    curve = with_limits(LOST_EARLY)
    before = Counted(date(2026, 3, 31), {300: 8}, {})
    told, beside = (
        safe_points(curve, [300], (), WITH_COUNTS._replace(counted_before=counted))
        for counted in ((), (before,))
    )
    assert told.filter(pl.col("time_days") == 300)["n_event"].to_list() == [5]
    assert beside.filter(pl.col("time_days") == 300)["n_event"].to_list() == [None]


DEATHS = [*((100 + person, True) for person in range(60)), *((900, False) for _ in range(140))]
"""Of two hundred sixty die within half a year; nobody is lost before the end."""


def drawn(n_dead: int) -> Drawn:
    """An edition that told three quarters of a year before how many were then known to have died."""
    counts = {"n_events": n_dead, "n_at_risk": 200 - n_dead}
    points = (Point(0, n_events=0, n_at_risk=200), Point(183, **counts))
    return Drawn(date(2026, 3, 31), points, 200, {0: 0, 183: n_dead})


@pytest.mark.parametrize(
    ("n_dead", "rounded_to"), [(60, 0.01), (55, 0.01), (57, 0.05)], ids=["nobody", "five", "three"]
)
def test_where_few_were_added_to_what_another_edition_drew_a_point_is_told_more_roughly(n_dead, rounded_to):
    """Told by the hundredth as of a hundred persons, 59 to 61 have died: two to four more than 57."""
    beside = Beside(
        True,
        200,
        True,
        counted_before=(Counted(date(2026, 3, 31), {183: n_dead}, {}),),
        drawn_before=(drawn(n_dead),),
    )
    points = safe_points(with_limits(DEATHS), [183], (), beside)
    told = points.filter(pl.col("time_days") == 183)
    assert told["rounded_to"].to_list() == [rounded_to]
    assert told["n_event"].is_not_null().to_list() == [n_dead != 57]


def test_a_point_that_tells_of_few_however_roughly_it_is_told_does_not_leave():
    """Nobody had died of twelve who were all followed; now one has."""
    curve = with_limits([(100, True), *((900, False) for _ in range(11))])
    points = (Point(0, n_events=0, n_at_risk=12), Point(183, n_events=0, n_at_risk=12))
    before = Drawn(date(2026, 3, 31), points, 12, {0: 0, 183: 0})
    alone = safe_points(curve, [90], (), Beside(True, 12, False))
    beside = safe_points(curve, [90], (), Beside(True, 12, False, drawn_before=(before,)))
    assert alone.height >= beside.height
    assert 183 not in beside["time_days"]


LOST_NOW = [
    *((10 + 8 * person, True) for person in range(20)),
    *((170, False) for _ in range(5)),
    *((900, False) for _ in range(78)),
]
"""Of 103 twenty die and five are lost within half a year."""


def withheld(*n_lost: int) -> Drawn:
    """An edition that followed a hundred of them, and told without counts where its curve then lay."""
    cell = (0.75, 0.85)
    points = (Point(0, n_events=0, n_at_risk=100), Point(183, survival=cell))
    return Drawn(date(2026, 3, 31), points, 100, {0: 0, 183: 18}, dict(zip((0, 183), n_lost, strict=False)))


@pytest.mark.parametrize(
    ("n_lost", "is_told"), [((0, 3), False), ((0, 5), True), ((), True)], ids=["three", "five", "unknown"]
)
def test_counts_do_not_leave_that_give_away_how_many_an_earlier_edition_withheld_as_lost(n_lost, is_told):
    """98 have died or are followed beyond day 183: of the hundred of then at least two were lost by then."""
    beside = Beside(
        True,
        103,
        True,
        counted_before=(Counted(date(2026, 3, 31), {0: 0}, {0: 100}, {0: 0}),),
        drawn_before=(withheld(*n_lost),),
    )
    points = safe_points(with_limits(LOST_NOW), [183], (), beside)
    since = points.filter(pl.col("time_days").is_between(170, 183))
    assert since["time_days"].max() == 183
    assert since["n_event"].is_not_null().any() == is_told
    assert points["n_event"].is_not_null().any(), "other counts leave"
