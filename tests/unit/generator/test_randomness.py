"""Streams of random numbers and the draws built on them."""

import numpy as np
import pytest

from sample_data.generator.randomness import STAGES, choice, stream, weibull_days


def test_every_stage_has_a_stream_of_its_own():
    first = {stage: stream(1, stage).random() for stage in STAGES}
    assert len(set(first.values())) == len(STAGES)
    assert first == {stage: stream(1, stage).random() for stage in STAGES}


def test_an_undeclared_stage_is_refused():
    with pytest.raises(ValueError):
        stream(1, "not a stage")


def test_choice_has_the_shares_it_is_given():
    drawn = choice(np.random.default_rng(3), ("a", "b", "c"), (1, 2, 1), 40_000)
    assert [np.mean(drawn == value) for value in "abc"] == pytest.approx([0.25, 0.5, 0.25], abs=0.01)


def test_weibull_has_the_median_it_is_given():
    days = weibull_days(np.random.default_rng(3), 1.2, 400, 40_000)
    assert np.median(days) == pytest.approx(400, rel=0.02)
    assert days.min() >= 1
