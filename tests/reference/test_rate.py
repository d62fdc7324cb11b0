"""Rates against R: `poisson.test` for exact limits, a Poisson `glm` with sandwich variance for robust."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.methods.rate import exact_rate, exact_rate_interval, robust_rate
from tests.support.r import run_r

EVENTS = [0, 0, 1, 2, 5, 7, 20, 113, 1000, 25000]
TIMES = [0.5, 812.25, 3.0, 36525.0, 1.0, 0.013, 411.5, 90.0, 1e6, 3e5]
PERSONS = pl.DataFrame(
    {
        "stratum": ["a"] * 12 + ["b"] * 3,
        "events": [0, 0, 5, 1, 0, 2, 0, 9, 0, 1, 0, 0, 1, 1, 2],
        "time": [30.0, 365, 200, 12, 90, 365, 365, 300, 1, 44, 180, 365, 10.5, 400.0, 91.0],
    }
)

R = """
exact <- lapply(c(0.9, 0.95, 0.99), function(level) t(mapply(
    function(x, time) poisson.test(x, time, conf.level = level)$conf.int, count$events, count$time
)))
robust <- t(sapply(split(person, person$stratum), function(one) {
    fit <- glm(events ~ 1 + offset(log(time)), family = poisson, data = one, epsilon = 1e-14)
    score <- model.matrix(fit) * residuals(fit, "response")
    n <- nrow(one)
    variance <- n / (n - 1) * vcov(fit) %*% crossprod(score) %*% vcov(fit)
    exp(coef(fit) + c(0, -1, 1) * qnorm(0.975) * sqrt(variance[1, 1]))
}))
answer <- list(exact90 = exact[[1]], exact95 = exact[[2]], exact99 = exact[[3]], robust = unname(robust))
"""


@pytest.fixture(scope="module")
def answer() -> dict:
    return run_r(R, {"count": pl.DataFrame({"events": EVENTS, "time": TIMES}), "person": PERSONS})


@pytest.mark.parametrize("level", [90, 95, 99])
def test_exact_limits_as_r(answer: dict, level: int) -> None:
    limits = np.array(exact_rate_interval(EVENTS, TIMES, level / 100)).T
    expected = np.array(answer[f"exact{level}"])
    assert np.abs(limits - expected).max() / expected.max() < 1e-9
    assert np.abs(limits / np.where(expected > 0, expected, 1) - (expected > 0)).max() < 1e-9


def test_robust_limits_as_r(answer: dict) -> None:
    found = robust_rate(PERSONS).sort("stratum").select("rate", "lower", "upper").to_numpy()
    assert np.abs(found / np.array(answer["robust"]) - 1).max() < 1e-9


def test_other_columns_of_the_persons_change_nothing() -> None:
    """A frame may hold columns of the same names as the answer's."""
    named = PERSONS.with_columns(n_events=pl.lit(0), n=pl.lit(0), rate=pl.lit(0.0), person_time=pl.lit(0))
    assert robust_rate(named).equals(robust_rate(PERSONS))
    first = PERSONS.with_columns(pl.col("events").clip(0, 1))
    assert exact_rate(named.with_columns(first["events"])).equals(exact_rate(first))


def test_first_events_of_every_stratum() -> None:
    """3 events in 200 days: 0.015, limits 0.00309 and 0.0438 (poisson.test(3, 200))."""
    frame = pl.DataFrame(
        {"stratum": ["x"] * 4 + ["none"], "events": [1, 1, 1, 0, 0], "time": [0, 20, 80, 100, 50]}
    )
    found = {row["stratum"]: row for row in exact_rate(frame).to_dicts()}
    assert (found["x"]["n"], found["x"]["n_events"], found["x"]["person_time"]) == (4, 3, 200)
    assert found["x"]["rate"] == 0.015
    assert found["x"]["lower"] == pytest.approx(0.0030933609, rel=1e-7)
    assert found["x"]["upper"] == pytest.approx(0.0438363653, rel=1e-7)
    assert (found["none"]["rate"], found["none"]["lower"]) == (0, 0)
    assert found["none"]["upper"] == pytest.approx(-np.log(0.025) / 50, rel=1e-12)


def test_clustered_events_have_wider_limits_than_exact_ones() -> None:
    """Ten events, all of one person: as many are not ten independent ones."""
    frame = pl.DataFrame({"stratum": ["x"] * 10, "events": [10, *[0] * 9], "time": [100.0] * 10})
    robust = robust_rate(frame).row(0, named=True)
    lower, upper = exact_rate_interval(10, 1000)
    assert robust["lower"] < lower / 2
    assert robust["upper"] > upper * 2


def test_without_events_and_of_one_person_nothing_shows_the_spread() -> None:
    frame = pl.DataFrame({"stratum": ["none", "none", "one"], "events": [0, 0, 3], "time": [10, 10, 10]})
    assert robust_rate(frame).select("stratum", "rate", "lower", "upper").rows() == [
        ("none", 0.0, None, None),
        ("one", 0.3, None, None),
    ]


@given(st.integers(0, 500), st.floats(1e-3, 1e6))
def test_the_limits_enclose_the_rate_and_their_own_tails(events: int, time: float) -> None:
    from scipy.stats import poisson

    lower, upper = exact_rate_interval(events, time)
    assert lower <= events / time < upper
    assert poisson.cdf(events, upper * time) == pytest.approx(0.025, rel=1e-8)
    assert events == 0 or poisson.sf(events - 1, lower * time) == pytest.approx(0.025, rel=1e-8)


def _frame(**columns: list) -> pl.DataFrame:
    return pl.DataFrame({"stratum": ["a", "a"], "events": [0, 1], "time": [1.0, 2.0]} | columns)


@pytest.mark.parametrize("rate", [exact_rate, robust_rate])
@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"time": [-1.0, 2.0]}, r"time: 1 of 2 rows"),
        ({"time": [float("nan"), None]}, r"time: 2 of 2 rows"),
        ({"events": [0.5, 1.0]}, r"events: 1 of 2 rows"),
        ({"events": [-1, None]}, r"events: 2 of 2 rows"),
        ({"stratum": [None, "a"]}, r"stratum: 1 of 2 rows"),
        ({"time": [0.0, 0.0]}, r"time: 1 of 1 strata have no person-time"),
    ],
)
def test_impossible_persons_are_refused(rate, columns: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        rate(_frame(**columns))


def test_several_events_of_a_person_are_no_first_events() -> None:
    with pytest.raises(ValueError, match=r"exact_rate: events: 1 of 2 rows have more than one event"):
        exact_rate(_frame(events=[0, 2]))


def test_missing_columns_are_named() -> None:
    with pytest.raises(ValueError, match="missing events"):
        exact_rate(_frame().drop("events"))


@pytest.mark.parametrize(
    ("events", "time", "message"),
    [(-1, 1, "events: 1 of 1"), ([1, 0.5], 1, "events: 1 of 2"), (1, 0, "person_time: 1 of 1"),
     (1, [float("inf"), 2], "person_time: 1 of 2")],
)  # fmt: skip
def test_impossible_numbers_are_refused(events, time, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        exact_rate_interval(events, time)


@pytest.mark.parametrize("conf_level", [0, 1, 95])
def test_impossible_level_is_refused(conf_level: float) -> None:
    with pytest.raises(ValueError, match="conf_level"):
        exact_rate_interval(1, 2, conf_level)
