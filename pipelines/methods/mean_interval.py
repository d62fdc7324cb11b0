"""Intervals of means and of differences between means, from numbers, means and standard deviations."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import t


def mean_interval(
    n: ArrayLike, mean: ArrayLike, sd: ArrayLike, conf_level: float = 0.95
) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper limit of a mean by Student's t (1908), as R's `t.test`; in the unit of `mean`.

    `sd` is the standard deviation with n - 1 in the denominator. Fewer than two numbers, or numbers that are
    all alike, give no interval: missing (NaN). ValueError if `n` or `sd` is negative.
    """
    n, mean, sd = _arrays(n, mean, sd)
    _check(n, sd, conf_level)
    can = (n >= 2) & (sd > 0)
    half = np.full(n.shape, np.nan)
    half[can] = t.ppf((1 + conf_level) / 2, n[can] - 1) * sd[can] / np.sqrt(n[can])
    return mean - half, mean + half


def difference_interval(
    n: tuple[ArrayLike, ArrayLike],
    mean: tuple[ArrayLike, ArrayLike],
    sd: tuple[ArrayLike, ArrayLike],
    conf_level: float = 0.95,
) -> tuple[np.ndarray, np.ndarray]:
    """Limits of the first mean less the second, of two groups with unequal variances (Welch 1947).

    Degrees of freedom by Welch and Satterthwaite, as R's `t.test`. A group of fewer than two has no interval,
    and neither do two groups without any variation: missing (NaN).
    """
    (n1, n2), (m1, m2), (s1, s2) = _arrays(*n), _arrays(*mean), _arrays(*sd)
    for count, deviation in ((n1, s1), (n2, s2)):
        _check(count, deviation, conf_level)
    can = (n1 >= 2) & (n2 >= 2) & ((s1 > 0) | (s2 > 0))
    half = np.full(can.shape, np.nan)
    v1, v2 = s1[can] ** 2 / n1[can], s2[can] ** 2 / n2[can]
    freedom = (v1 + v2) ** 2 / (v1**2 / (n1[can] - 1) + v2**2 / (n2[can] - 1))
    half[can] = t.ppf((1 + conf_level) / 2, freedom) * np.sqrt(v1 + v2)
    return m1 - m2 - half, m1 - m2 + half


def _arrays(*values: ArrayLike) -> list[np.ndarray]:
    arrays = np.broadcast_arrays(*(np.atleast_1d(np.asarray(value, dtype=float)) for value in values))
    return [np.array(array) for array in arrays]


def _check(n: np.ndarray, sd: np.ndarray, conf_level: float) -> None:
    for name, values in (("n", n), ("sd", sd)):
        if (n_wrong := int((values < 0).sum())) > 0:
            raise ValueError(f"{name}: {n_wrong} of {values.size} are negative")
    if not 0 < conf_level < 1:
        raise ValueError("conf_level must be between 0 and 1")
