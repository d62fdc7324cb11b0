"""Quantiles of totals under censoring: worked by hand, against R, and faulty data."""

import numpy as np
import polars as pl
import pytest

from pipelines.methods.total_quantile import total_quantile
from tests.support.r import run_r

QUARTILES = (0.25, 0.5, 0.75)


def frame(days, complete, total, stratum="a"):
    return pl.DataFrame({"stratum": stratum, "follow_up_days": days, "is_complete": complete, "total": total})


def estimates(*parts, q=QUARTILES):
    return total_quantile(pl.concat(parts), q)["estimate"].to_list()


def test_without_censoring_they_are_the_plain_quantiles():
    """Six totals: the median is the middle of the third and the fourth (R's quantile, type 2)."""
    assert estimates(frame([10] * 6, [True] * 6, [1, 2, 3, 5, 8, 13])) == [2, 4, 8]
    assert estimates(frame([10] * 5, [True] * 5, [13, 1, 8, 2, 5])) == [2, 5, 8]
    assert estimates(frame([0], [True], [7])) == [7, 7, 7]


def test_who_is_complete_later_stands_for_those_censored_before():
    """Two of five are complete on day 10 (total 1), one is censored on day 20; K = 2/3 weighs two of total 4.

    Weights 1, 1, 3/2, 3/2: the share of total 1 is 0.4, so the median is 4; of the complete alone it is 2.5.
    """
    days, complete, total = [10, 10, 20, 30, 30], [True, True, False, True, True], [1, 1, 2, 4, 4]
    assert estimates(frame(days, complete, total)) == [1, 4, 4]
    assert estimates(frame(days, complete, total), q=(0.4,)) == [2.5]
    alone = frame(days, complete, total).filter("is_complete")
    assert estimates(alone, q=(0.5,)) == [2.5]


def test_at_a_tie_the_complete_come_first():
    """Day 10: one complete, one censored. Three are at risk of being censored there, one is lost: K = 2/3."""
    found = frame([10, 10, 20, 20], [True, False, True, True], [1, 1, 4, 4])
    # Weights 1, 3/2, 3/2: the share of total 1 is exactly a quarter.
    assert estimates(found) == [2.5, 4, 4]


def test_strata_are_apart_and_nobody_complete_gives_none():
    both = estimates(
        frame([10] * 3, [True] * 3, [1, 2, 3]), frame([10] * 2, [False] * 2, [1, 2], "b"), q=(0.5,)
    )
    assert both == [2, None]


SCRIPT = """
quantiles <- function(part) {
    # The complete come before the censored at a tie.
    shifted <- part$days - ifelse(part$complete, 0.25, 0)
    fit <- survfit(Surv(shifted, !complete) ~ 1, data = part)
    before <- c(1, fit$surv)[findInterval(shifted, fit$time, left.open = TRUE) + 1]
    weight <- ifelse(part$complete, 1 / before, 0)
    share <- tapply(weight, part$total, sum)
    share <- cumsum(share) / sum(share)
    total <- as.numeric(names(share))
    sapply(c(0.25, 0.5, 0.75), function(q) total[which(share >= q - 1e-9)[1]])
}
answer <- list(estimate = as.vector(sapply(split(person, person$stratum), quantiles)))
"""


def test_equal_to_r():
    """Seven strata of forty, a third censored, with ties; weights by R's survfit."""
    rng = np.random.default_rng(11)
    size = 280
    end, cut = rng.integers(1, 60, size), rng.integers(1, 120, size)
    person = pl.DataFrame(
        {
            "stratum": [f"s{number // 40}" for number in range(size)],
            "days": np.minimum(end, cut),
            "complete": end <= cut,
            "total": np.minimum(end, cut) // 7 + rng.integers(1, 4, size),
        }
    )
    expected = run_r(SCRIPT, {"person": person})["estimate"]
    found = total_quantile(person.rename({"days": "follow_up_days", "complete": "is_complete"}), QUARTILES)
    assert found["estimate"].to_list() == expected


@pytest.mark.parametrize(
    ("column", "values", "message"),
    [
        ("follow_up_days", [-731.0, 1.0], "column follow_up_days: missing, infinite or negative in 1 rows"),
        ("total", [float("nan"), float("inf")], "column total: missing, infinite or negative in 2 rows"),
        ("total", ["731", "x"], "column total: a number was expected, found String"),
        ("is_complete", [None, True], "column is_complete: missing, infinite or negative in 1 rows"),
        ("stratum", [None, "a"], "column stratum: missing"),
    ],
)
def test_faulty_rows_are_counted(column, values, message):
    wrong = frame([1.0, 2.0], [True, True], [1.0, 2.0]).with_columns(pl.Series(column, values, strict=False))
    with pytest.raises(ValueError, match=message) as refusal:
        total_quantile(wrong, (0.5,))
    assert "731" not in str(refusal.value)


def test_a_missing_column_and_a_faulty_share_are_named():
    with pytest.raises(ValueError, match="column total: missing"):
        total_quantile(frame([1], [True], [1]).drop("total"), (0.5,))
    for q in ((), (1.0,), (0.5, 50)):
        with pytest.raises(ValueError, match="between 0 and 1"):
            total_quantile(frame([1], [True], [1]), q)
