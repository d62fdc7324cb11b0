"""Hazard ratios by level and the test of interaction against R: weighted coxph by level, and Cochran Q."""

import numpy as np
import polars as pl
import pytest

from pipelines.methods.interaction import hazard_ratios_by_level
from tests.support.r import run_r

SCRIPT = """
person$id <- seq_len(nrow(person))
fits <- lapply(split(person, person$level), function(d)
    summary(coxph(Surv(time, event) ~ treated, d, weights = weight, robust = TRUE, cluster = id)))
b <- sapply(fits, function(f) f$coefficients[1, "coef"])
s <- sapply(fits, function(f) f$coefficients[1, "robust se"])
q <- sum((b - weighted.mean(b, 1 / s^2))^2 / s^2)
answer <- list(ratio = exp(b), lower = exp(b - qnorm(0.975) * s), upper = exp(b + qnorm(0.975) * s),
               q = q, p = pchisq(q, length(b) - 1, lower.tail = FALSE))
"""


def persons(n: int = 240, levels: str = "abc") -> pl.DataFrame:
    random = np.random.default_rng(11)
    level = random.choice(list(levels), n)
    treated = (random.random(n) < 0.5).astype(int)
    hazard = np.exp(-0.7 * treated * (level == "a") - 0.1 * treated)
    time, end = random.exponential(400 / hazard), random.uniform(100, 900, n)
    return pl.DataFrame(
        {
            "level": level,
            "treated": treated,
            "time": np.ceil(np.minimum(time, end)),
            "event": (time <= end).astype(int),
            "weight": random.uniform(0.2, 2.5, n),
        }
    )


def test_ratios_and_the_test_are_those_of_r():
    frame = persons()
    expected = run_r(SCRIPT, {"person": frame})
    found = hazard_ratios_by_level(frame)
    assert found["level"].to_list() == ["a", "b", "c"]
    for name, column in (("ratio", "hazard_ratio"), ("lower", "lower"), ("upper", "upper")):
        assert found[column].to_list() == pytest.approx(expected[name], rel=1e-6)
    assert found["chi_square"].to_list() == pytest.approx(expected["q"] * 3, rel=1e-6)
    assert found["p_value"].to_list() == pytest.approx(expected["p"] * 3, rel=1e-6)
    assert found["degrees_of_freedom"].to_list() == [2, 2, 2]


def test_nothing_is_said_where_a_group_of_a_level_has_few_events():
    few = persons().filter((pl.col("level") != "c") | (pl.col("treated") == 0) | (pl.col("event") == 0))
    found = hazard_ratios_by_level(few)
    assert found["fewest_events"].min() == 0
    assert found["hazard_ratio"].null_count() == found["p_value"].null_count() == 3


def test_one_level_has_a_ratio_and_nothing_to_compare_it_with():
    found = hazard_ratios_by_level(persons(levels="a"))
    assert found["hazard_ratio"].null_count() == 0 and found["p_value"].to_list() == [None]


def test_levels_that_do_not_differ_are_not_told_apart():
    twice = pl.concat([persons(levels="a"), persons(levels="a").with_columns(level=pl.lit("b"))])
    found = hazard_ratios_by_level(twice)
    assert found["chi_square"].to_list() == pytest.approx([0, 0], abs=1e-12)
    assert found["p_value"].to_list() == pytest.approx([1, 1])
