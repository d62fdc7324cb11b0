"""Exact intervals of a proportion."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import beta


def exact_interval(x: ArrayLike, n: ArrayLike, conf_level: float = 0.95) -> tuple[ArrayLike, ArrayLike]:
    """Lower and upper limit of the proportion x of n (Clopper & Pearson 1934), as R's `binom.test`.

    `x` and `n` are whole numbers or arrays of them with 0 <= x <= n; the limits have the same shape.
    Of nobody (n = 0) nothing is known: 0 to 1. ValueError if a number is outside these limits.
    """
    x, n = np.broadcast_arrays(np.asarray(x, dtype=float), np.asarray(n, dtype=float))
    is_wrong = ~((x == np.floor(x)) & (n == np.floor(n)) & (x >= 0) & (x <= n) & np.isfinite(n))
    if is_wrong.any():
        raise ValueError(
            f"exact_interval: {int(is_wrong.sum())} of {x.size} pairs are not whole numbers with 0 <= x <= n"
        )
    if not 0 < conf_level < 1:
        raise ValueError("exact_interval: conf_level must be between 0 and 1")
    tail = (1 - conf_level) / 2
    # The beta quantile has no meaning where a parameter is zero; there the limit is the end of the scale.
    lower = np.where(x > 0, beta.ppf(tail, np.maximum(x, 1), n - x + 1), 0.0)
    upper = np.where(x < n, beta.ppf(1 - tail, x + 1, np.maximum(n - x, 1)), 1.0)
    return (float(lower), float(upper)) if lower.ndim == 0 else (lower, upper)
