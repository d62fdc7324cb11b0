"""How few and how many persons a mean score can be of."""

from math import inf

from pipelines.methods.mean_interval import mean_interval
from pipelines.methods.score_bounds import persons_of_mean


def test_a_step_says_that_they_are_so_many():
    told = [persons_of_mean(60.0, (None, None), step, "points")[0] for step in (1.0, 2.0, 5.0, 10.0, 20.0)]
    assert told == [100, 50, 20, 10, 5]
    assert persons_of_mean(0.6, (None, None), 0.05, "index") == (20, inf)


def test_limits_far_apart_are_of_few():
    """Half of eight persons score nothing and half a hundred: no mean of so wide limits is of twelve."""
    (lower,), (upper,) = mean_interval([8], [50.0], [53.45])
    assert persons_of_mean(50.0, (lower, upper), 1e-6, "points")[1] == 8
    assert persons_of_mean(50.0, (lower, upper), 20.0, "points")[1] > 8
