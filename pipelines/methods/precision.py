"""How finely a number of a group is told: no finer than one of its persons weighs.

One of twenty persons moves a probability by five per cent. Told to more digits it is a fraction that fits few
histories of the group: those at risk at each event, and so the few who were lost between two times, could be
worked out from it. A mean of whole scores is such a fraction as well: a whole sum over the number of persons,
and its limits tell the sum of squares. The day of a median is the day on which one person had the event: it
is told by the week, or by four weeks where the events are few. So is a mean cost told to
the last øre a whole sum over the number of persons, a mean number of doses a whole number of them, and a rate
told to many digits gives the time that they were followed: all are told in steps of their own size.
"""

from math import floor, isclose, log10

import polars as pl

PROBABILITY_STEPS = {100: 0.01, 50: 0.02, 20: 0.05, 10: 0.1}
"""Steps of a probability by the fewest persons of the group; of fewer than all of these a fifth."""
FEWEST_PERSONS_STEP = 0.2

SCORE_RANGES = {"points": 100.0, "index": 1.0}
"""From the worst to the best score, by unit: of n persons one moves a mean by this over n."""

WEEK = 7.0
DAYS_STEPS = {50: WEEK}
"""Steps of a time in days by the fewest events; of fewer than all of these four weeks."""
FEWEST_EVENTS_STEP = 28.0


def probability_step(n: pl.Expr) -> pl.Expr:
    """The step in which probabilities of `n` persons, and their limits, are told."""
    return _step(n, PROBABILITY_STEPS, FEWEST_PERSONS_STEP)


def score_step(unit: pl.Expr, n: pl.Expr) -> pl.Expr:
    """The step in which mean scores of `n` persons, and their limits, are told; missing for other units."""
    score_range = unit.replace_strict(SCORE_RANGES, default=None, return_dtype=pl.Float64)
    return score_range * probability_step(n)


def days_step(n_events: pl.Expr) -> pl.Expr:
    """The step, in days, in which medians and means of times with `n_events` events are told."""
    return _step(n_events, DAYS_STEPS, FEWEST_EVENTS_STEP)


def amount_step(value: pl.Expr, n: pl.Expr) -> pl.Expr:
    """The step in which an amount per person or per time, of `n` persons, is told: a share of its size.

    Two or three digits of it are. Missing for an amount of nothing.
    """
    size = 10.0 ** value.abs().log10().floor()
    return pl.when(value != 0).then(probability_step(n) * size)


def number_step(value: pl.Expr, n: pl.Expr) -> pl.Expr:
    """The step in which a mean number, of `n` persons, is told: no finer than one of them weighs."""
    return pl.max_horizontal(amount_step(value, n), probability_step(n))


def fewest_of_amount(value: float, step: float) -> int:
    """The fewest persons of whom an amount, or a number, that is told so is told in such a step.

    Before it was rounded it may have been below the power of ten that it has reached.
    """
    sizes = {10.0 ** floor(log10(one)) for one in (abs(value), abs(value) - step / 2) if one > 0}
    steps = {**PROBABILITY_STEPS, 0: FEWEST_PERSONS_STEP}
    return min((n for size in sizes for n, share in steps.items() if isclose(step, share * size)), default=0)


def next_rougher(n: int) -> int | None:
    """The largest number of persons whose step is longer than that of `n`, if there is any."""
    return max((fewest - 1 for fewest in PROBABILITY_STEPS if fewest <= n), default=None)


def rounded(value: pl.Expr, step: pl.Expr) -> pl.Expr:
    """The nearest multiple of the step, upwards from the middle; as it is where the step is missing."""
    nearest = ((value / step + 0.5 + 1e-9).floor() * step).round(6)
    return pl.when(step.is_null()).then(value).otherwise(nearest)


def _step(n: pl.Expr, steps: dict[int, float], smallest: float) -> pl.Expr:
    chosen = pl.lit(smallest)
    for fewest, step in sorted(steps.items()):
        chosen = pl.when(n >= fewest).then(pl.lit(step)).otherwise(chosen)
    return chosen
