"""Coverage of the exact intervals by enumeration, not simulation: every possible count, over a grid of
truths.

A share among n persons (Clopper and Pearson 1934) for every n to 200 and truths from 0.002 to 0.998; a number
of events (Garwood 1936) for expected numbers from 0.05 to 100. Exact means: never below 95 %, usually above.
"""

import numpy as np
from scipy.stats import binom, poisson

from pipelines.methods.proportion import exact_interval
from pipelines.methods.rate import exact_rate_interval

TITLE = "Coverage of exact intervals"
HEADINGS = ("what", "truths tried", "lowest coverage", "mean coverage")
SHARES = np.linspace(0.002, 0.998, 499)
EXPECTED = np.concatenate([np.arange(0.05, 20, 0.05), np.arange(20, 100.5, 0.5)])


def measure() -> list[tuple]:
    """Rows for HEADINGS."""
    return [*(_share(sizes, label) for label, sizes in SIZES.items()), _rate()]


SIZES = {"share, 5 to 20 persons": range(5, 21), "share, 21 to 200 persons": range(21, 201)}


def _share(sizes: range, label: str) -> tuple:
    found = []
    for n in sizes:
        counts = np.arange(n + 1)
        lower, upper = exact_interval(counts, np.full(n + 1, n))
        holds = (np.asarray(lower)[:, None] <= SHARES) & (np.asarray(upper)[:, None] >= SHARES)
        found.append((binom.pmf(counts[:, None], n, SHARES) * holds).sum(axis=0))
    cover = np.concatenate(found)
    return label, cover.size, float(cover.min()), float(cover.mean())


def _rate() -> tuple:
    counts = np.arange(0, 400)
    lower, upper = exact_rate_interval(counts, np.ones(len(counts)))
    holds = (np.asarray(lower)[:, None] <= EXPECTED) & (np.asarray(upper)[:, None] >= EXPECTED)
    cover = (poisson.pmf(counts[:, None], EXPECTED) * holds).sum(axis=0)
    return "rate of first events", cover.size, float(cover.min()), float(cover.mean())
