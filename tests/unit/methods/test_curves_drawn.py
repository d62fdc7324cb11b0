"""Where editions drew curves is read again as it was told."""

from datetime import date
from math import inf

import polars as pl

from pipelines.methods.curve_histories import ANY, EXACT, Point
from pipelines.methods.curves_drawn import Drawn, curves_drawn, drawn_by_edition

MARCH = date(2026, 3, 31)
GROUP = {
    "agreement_id": "EX004", "data_cut": MARCH, "cohort": "inside", "subgroup": "all", "level": "all",
    "measure": "overall_survival", "variant": "kaplan_meier", "rounded_to": 0.1,
}  # fmt: skip
KEY = ("EX004", "inside", "all", "all", "overall_survival", "kaplan_meier")
ONE = (1 - EXACT, 1 + EXACT)

POINTS = pl.DataFrame(
    [
        GROUP | {"time_days": 0, "survival": 1.0, "n_event": 0, "n_risk": 40},
        GROUP | {"time_days": 30, "survival": 0.75, "lower": 0.5, "upper": 1.0, "n_event": 6, "n_risk": 34},
        GROUP | {"time_days": 183, "survival": 0.5, "lower": 0.25, "upper": 0.75},
    ],
    schema_overrides={"rounded_to": pl.Float64},
).with_columns(pl.when(pl.col("time_days") > 0).then(0.5).otherwise("rounded_to").alias("rounded_to"))
ESTIMATE = GROUP | {"unit": "probability", "estimate": 0.5, "lower": None, "upper": None, "n_events": None}
ESTIMATES = pl.DataFrame(
    [
        ESTIMATE | {"time_days": 30, "n_events": 6},
        ESTIMATE | {"subgroup": "sex", "level": "female", "time_days": 183, "rounded_to": 0.5, "n_events": 7},
        ESTIMATE | {"subgroup": "sex", "level": "male", "time_days": 183, "estimate": None},
        ESTIMATE | {"measure": "overall_survival_median", "unit": "days", "estimate": 210.0,
                    "rounded_to": 28.0, "n_events": 16},
        ESTIMATE | {"measure": "net_survival", "subgroup": "sex", "level": "female", "time_days": 183},
    ],
    schema_overrides={"lower": pl.Float64, "upper": pl.Float64, "n_events": pl.Int64},
)  # fmt: skip
EXACTLY = pl.DataFrame(
    [
        GROUP | {"time_days": time, "n_risk": n_risk, "n_event": n_event, "n_censor": n_censor}
        for time, n_risk, n_event, n_censor in ((20, 40, 6, 0), (200, 34, 10, 3), (300, 21, 0, 21))
    ]
)
OF_ALL = (
    Point(0, ONE, ONE, ONE, 0, 40),
    Point(30, (0.5, 1.0), (0.25, 0.75), (0.75, 1.25), 6, 34),
    Point(183, (0.25, 0.75), (0.0, 0.5), (0.5, 1.0)),
    Point(195.25, survival=(0.5, ANY[1])),
    Point(224.25, survival=(ANY[0], 0.5)),
    Point(inf, n_events=16, n_at_risk=0),
)


def read_again(drawn: pl.DataFrame) -> dict[tuple, list[Drawn]]:
    return drawn_by_edition(drawn.with_columns(build_id=pl.lit("before")))


def test_points_medians_and_probabilities_of_levels_are_told_with_the_exact_numbers_behind_them():
    exact = {0.0: 0, 30.0: 6, 183.0: 6, 195.25: 6, 224.25: 16, inf: 16}
    lost = {0.0: 0, 30.0: 0, 183.0: 0, 195.25: 0, 224.25: 3, inf: 24}
    female = (*KEY[:2], "sex", "female", *KEY[4:])
    assert read_again(curves_drawn(POINTS, ESTIMATES, EXACTLY)) == {
        KEY: [Drawn(MARCH, OF_ALL, 40, exact, lost)],
        female: [Drawn(MARCH, (Point(183, (0.25, 0.75), n_events=7),), None, {})],
    }


def test_where_the_exact_tables_are_gone_what_was_told_remains():
    assert read_again(curves_drawn(POINTS, ESTIMATES))[KEY] == [Drawn(MARCH, OF_ALL, None, {})]


def test_an_edition_without_curves_drew_nothing():
    assert read_again(curves_drawn(POINTS.clear(), ESTIMATES.clear(), EXACTLY)) == {}


def test_at_times_that_probabilities_are_of_nothing_is_told_and_the_number_is_known_exactly():
    """A later edition has to know how many had had the event, to ask who has had it since."""
    of_whole = ESTIMATES.with_columns(time_days=pl.lit(250))
    (drawn,) = read_again(curves_drawn(POINTS, of_whole, EXACTLY))[KEY]
    assert 250 not in {point.time_days for point in drawn.points}
    assert (drawn.events[250], drawn.lost.get(250)) == (16, None)
    (of_old,) = read_again(curves_drawn(POINTS, of_whole))[KEY]
    assert of_old.events == {}
