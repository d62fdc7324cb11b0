"""Judge an assumption made at introduction against what was observed, by the rule agreed beforehand.

Both numbers are uncertain. The interval of their difference is made from their two intervals by the
method of variance estimates recovery (Zou and Donner, Statistics in Medicine 2008;27:1693–1702):

    lower = d − √((o − o_lower)² + (a_upper − a)²)        d = o − a
    upper = d + √((o_upper − o)² + (a − a_lower)²)

An assumption without limits counts as certain; an observed limit that is missing (not reached) is
unbounded, so it can never decide in its own direction.

A rule may name a threshold instead of a margin around the assumed value ("lower limit above 0.45"). A
threshold is agreed, not estimated: the observed interval alone is compared with it.
"""

import polars as pl

RULES = ("at_least", "at_most", "equal_within")


def verdict() -> pl.Expr:
    """`holds`, `does_not_hold` or `cannot_tell_yet`.

    From the columns `observed`, `observed_lower`, `observed_upper`, `assumed`, `assumed_lower`,
    `assumed_upper`, `margin` and `threshold`, all in one unit, and `rule`.

    `at_least` holds when the whole interval of observed − assumed lies at or above −margin and does not hold
    when it lies wholly below; `at_most` is its mirror; `equal_within` holds when the interval lies within
    ±margin and does not hold when it lies wholly outside. Where `threshold` is given, it stands in place of
    the assumed value, without limits and without margin.
    """
    observed, threshold = pl.col("observed"), pl.col("threshold")
    assumed = pl.coalesce(threshold, "assumed")
    margin = pl.when(threshold.is_null()).then(pl.col("margin")).otherwise(0.0)
    assumed_lower, assumed_upper = (
        pl.when(threshold.is_null()).then(pl.col(name)).fill_null(assumed)
        for name in ("assumed_lower", "assumed_upper")
    )
    difference = observed - assumed
    lower = difference - _hypotenuse(observed - pl.col("observed_lower"), assumed_upper - assumed)
    upper = difference + _hypotenuse(pl.col("observed_upper") - observed, assumed - assumed_lower)
    above, below = (lower >= -margin).fill_null(False), (upper < -margin).fill_null(False)
    under, over = (upper <= margin).fill_null(False), (lower > margin).fill_null(False)
    rule = pl.col("rule")
    holds = (
        ((rule == "at_least") & above)
        | ((rule == "at_most") & under)
        | ((rule == "equal_within") & above & under)
    )
    fails = (
        ((rule == "at_least") & below)
        | ((rule == "at_most") & over)
        | ((rule == "equal_within") & (below | over))
    )
    return (
        pl.when(holds)
        .then(pl.lit("holds"))
        .when(fails)
        .then(pl.lit("does_not_hold"))
        .otherwise(pl.lit("cannot_tell_yet"))
        .alias("verdict")
    )


def _hypotenuse(first: pl.Expr, second: pl.Expr) -> pl.Expr:
    return (first**2 + second**2).sqrt()
