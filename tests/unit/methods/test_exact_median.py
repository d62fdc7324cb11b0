"""The median of known times with exact limits: by hand, against R, how often they cover, and faulty data."""

import numpy as np
import polars as pl
import pytest
from scipy.stats import binom

from pipelines.methods.exact_median import exact_median
from tests.support.r import run_r


def of(*times, conf_level=0.95):
    found = exact_median(pl.DataFrame({"stratum": "a", "time": list(times)}), conf_level)
    return found.select("n", "estimate", "lower", "upper").row(0)


def test_six_are_the_fewest_with_limits():
    """All six on one side of the median: 2 in 64, 3.1 %. Of five it is 2 in 32, 6.3 %: no limits."""
    assert of(8, 3, 13, 1, 5, 2) == (6, 4.0, 1.0, 13.0)
    assert of(8, 3, 1, 5, 2) == (5, 3.0, None, None)
    assert of(8, 3, 1, 5, 2, conf_level=0.9) == (5, 3.0, 1.0, 8.0)
    assert of(7) == (1, 7.0, None, None)


def test_all_on_one_day():
    assert of(*[28] * 20) == (20, 28.0, 28.0, 28.0)


SCRIPT = """
# The order statistics by qbinom, the median by quantile (type 2: the middle of the two in the middle).
limits <- function(time) {
    time <- sort(time)
    n <- length(time)
    r <- qbinom(0.025, n, 0.5)
    outer <- if (r == 0) c(NA, NA) else time[c(r, n + 1 - r)]
    c(n, quantile(time, 0.5, type = 2, names = FALSE), outer)
}
found <- sapply(split(person$time, person$stratum), limits)
answer <- list(n = found[1, ], estimate = found[2, ], lower = found[3, ], upper = found[4, ])
"""


def test_equal_to_r():
    """Sixty strata of 1 to 60 persons, whole days with ties."""
    rng = np.random.default_rng(17)
    sizes = np.arange(1, 61)
    person = pl.DataFrame(
        {
            "stratum": np.repeat([f"s{size:02}" for size in sizes], sizes),
            "time": rng.integers(1, 57, sizes.sum()),
        }
    ).sample(fraction=1.0, shuffle=True, seed=17)
    expected = run_r(SCRIPT, {"person": person})
    found = exact_median(person)
    for name in ("n", "estimate", "lower", "upper"):
        assert found[name].to_list() == expected[name]
    assert found["lower"].null_count() == 5


@pytest.mark.parametrize("conf_level", [0.8, 0.95, 0.99])
def test_the_limits_cover_enough_and_the_next_pair_inside_would_not(conf_level):
    """Enumerated: of n distinct times the r-th from either end covers with 1 - 2 P(fewer than r heads)."""
    for n in range(1, 120):
        _, _, lower, upper = of(*range(1, n + 1), conf_level=conf_level)
        r = int(lower or 0)
        assert upper is None if r == 0 else upper == n + 1 - r
        assert 1 - 2 * binom.cdf(r - 1, n, 0.5) >= conf_level - 1e-12
        assert r + 1 > n - r or 1 - 2 * binom.cdf(r, n, 0.5) < conf_level


def test_strata_are_apart_and_nobody_gives_none():
    both = exact_median(pl.DataFrame({"stratum": ["b", "a", "b"], "time": [4, 1, 2]}))
    assert both.select("stratum", "estimate").rows() == [("a", 1.0), ("b", 3.0)]
    nobody = exact_median(pl.DataFrame(schema={"stratum": pl.String, "time": pl.Int64}))
    assert (nobody.columns, nobody.height) == (["stratum", "n", "estimate", "lower", "upper"], 0)


@pytest.mark.parametrize(
    ("column", "values", "message"),
    [
        ("time", [None, float("nan")], "column time: missing or infinite in 2 rows"),
        ("time", [float("inf"), 731.0], "column time: missing or infinite in 1 rows"),
        ("time", ["731", "x"], "column time: a number was expected, found String"),
        ("stratum", [None, "a"], "column stratum: missing in 1 rows"),
    ],
)
def test_faulty_rows_are_counted(column, values, message):
    wrong = pl.DataFrame({"stratum": ["a", "a"], "time": [1.0, 2.0]})
    with pytest.raises(ValueError, match=message) as refusal:
        exact_median(wrong.with_columns(pl.Series(column, values)))
    assert "731" not in str(refusal.value)


def test_a_missing_column_and_a_faulty_level_are_named():
    with pytest.raises(ValueError, match="column time: missing"):
        exact_median(pl.DataFrame({"stratum": ["a"]}))
    for conf_level in (0, 1, 95):
        with pytest.raises(ValueError, match="conf_level"):
            of(1, 2, conf_level=conf_level)
