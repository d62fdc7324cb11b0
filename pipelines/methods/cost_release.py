"""Which means of cost may leave beside each other: where few were not followed to the horizon, only one.

The estimators of one mean differ by how they count those who were not followed completely. Where these are
one to four persons, two estimates and the number of persons can be solved for what they cost: of twelve
persons of whom one is censored, the plain mean has twelve in it and an inverse-probability weighted eleven.
"""

import polars as pl

from pipelines.methods.cost_terms import COST_ESTIMATORS
from pipelines.methods.disclosure import THRESHOLD

KEPT = COST_ESTIMATORS[-1].name
"""The estimator that leaves alone: Bang and Tsiatis', on which agreements and reports rest."""


def is_beside_another_mean() -> pl.Expr:
    """Whether a mean cost of `result.estimate` may not leave, because few were not followed to the horizon.

    `n_events` counts those who were. Cost until the end of treatment is withheld likewise: it is a further
    estimate of nearly the same.
    """
    few_incomplete = (pl.col("n") - pl.col("n_events")).is_between(1, THRESHOLD - 1)
    return few_incomplete & ~pl.col("variant").str.starts_with(KEPT)
