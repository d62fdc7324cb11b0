"""Numbers of few are told in wide steps."""

import polars as pl
import pytest

from pipelines.methods.precision import (
    days_step,
    fewest_of_amount,
    next_rougher,
    number_step,
    probability_step,
    rounded,
    score_step,
)


@pytest.mark.parametrize(
    ("n", "step"),
    [(400, 0.01), (100, 0.01), (99, 0.02), (50, 0.02), (49, 0.05), (20, 0.05), (10, 0.1), (9, 0.2)],
)
def test_a_probability_moves_by_less_than_a_step_with_one_person(n, step):
    assert pl.select(probability_step(pl.lit(n))).item() == step
    if n >= 10:
        assert step >= 1 / n


@pytest.mark.parametrize(("n", "fewer"), [(400, 99), (100, 99), (99, 49), (20, 19), (19, 9), (9, None)])
def test_the_next_rougher_step_is_that_of_so_many_persons(n, fewer):
    assert next_rougher(n) == fewer
    if fewer is not None:
        steps = [pl.select(probability_step(pl.lit(size))).item() for size in (n, fewer + 1, fewer)]
        assert steps[0] == steps[1] < steps[2]


def test_of_an_unknown_number_the_steps_are_the_widest():
    unknown = pl.lit(None, dtype=pl.Int64)
    assert pl.select(probability_step(unknown)).item() == 0.2
    assert pl.select(days_step(unknown)).item() == 28


def test_the_sum_of_scores_is_open_by_one_person_of_any_number():
    """Two sums told so are open by twice as much: their difference tells no score of one person."""
    steps = pl.DataFrame({"n": range(5, 501)}).with_columns(
        points=score_step(pl.lit("points"), pl.col("n")), index=score_step(pl.lit("index"), pl.col("n"))
    )
    assert steps.filter(
        (pl.col("n") * pl.col("points") < 100) | (pl.col("n") * pl.col("index") < 1)
    ).is_empty()


def test_other_units_have_no_step_of_scores():
    assert pl.select(score_step(pl.lit("NOK"), pl.lit(60))).item() is None


@pytest.mark.parametrize(("n_events", "step"), [(50, 7), (49, 28), (5, 28)])
def test_times_are_told_by_the_week_or_by_four(n_events, step):
    assert pl.select(days_step(pl.lit(n_events))).item() == step


@pytest.mark.parametrize(
    ("value", "step", "told"),
    [(0.634, 0.01, 0.63), (0.635, 0.01, 0.64), (0.999, 0.05, 1.0), (0.02, 0.05, 0.0), (-0.12, 0.05, -0.1),
     (228.0, 7.0, 231.0), (1.25, None, 1.25), (None, 0.01, None)],
)  # fmt: skip
def test_rounded_is_the_nearest_multiple_of_the_step(value, step, told):
    frame = pl.DataFrame({"value": [value], "step": [step]}, schema={"value": pl.Float64, "step": pl.Float64})
    assert frame.select(rounded(pl.col("value"), pl.col("step"))).item() == told


@pytest.mark.parametrize(
    ("value", "n", "step"),
    [(14.1, 290, 0.1), (14.1, 12, 1.0), (7.2, 290, 0.01), (7.2, 12, 0.1), (0.4, 290, 0.01), (0.0, 9, 0.2)],
)
def test_a_mean_number_is_told_no_finer_than_one_person_weighs(value, n, step):
    assert pl.select(number_step(pl.lit(value), pl.lit(n))).item() == pytest.approx(step)
    if n >= 10:
        assert step > 1 / n


@pytest.mark.parametrize(
    ("value", "step", "fewest"),
    [
        (14.1, 0.1, 100),
        (14.0, 0.5, 20),
        (14.0, 2.0, 0),
        (10.0, 0.5, 20),
        (10.0, 0.2, 0),
        (10.0, 0.1, 10),
        (0.0, 0.2, 0),
    ],
    ids=str,
)
def test_a_step_says_of_how_many_at_least_an_amount_is(value, step, fewest):
    """Ten may have been a little less, told in a step of a smaller size."""
    assert fewest_of_amount(value, step) == fewest
