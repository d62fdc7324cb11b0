"""Antineoplastic drugs around the study drug: earlier lines, a drug given beside it, and the next line."""

import numpy as np
import polars as pl

from sample_data.generator.agreement_models import AgreementModel

WAIT_BETWEEN_ADMINISTRATIONS_DAYS = 21
# A new substance counts as a next line only when it starts after day 28: what is given beside the study drug
# stays before it, the next line after it.
FIRST_DAY_OF_NEXT_LINE = 29


def other_drugs(rng, model: AgreementModel, stopped, end) -> pl.DataFrame:
    """Hospital administrations of other L01 drugs: `person`, `offset`, `atc`, `cycle`, `dose`.

    `stopped` is the day (relative to the first dose) the person really stopped the study drug, `end` the day
    of death or the end of the simulation.
    """
    n = len(end)
    names = np.array([atc for atc, _ in model.next_line_drugs])
    low, high = model.next_line_delay_days
    has_next = rng.random(n) < model.next_line_share
    begins = np.maximum(stopped + rng.integers(low, high + 1, n), FIRST_DAY_OF_NEXT_LINE)
    times = rng.integers(2, 7, n)
    following = _series(np.flatnonzero(has_next), begins, times, names[rng.integers(0, len(names), n)])

    had_earlier = rng.random(n) < 0.6
    earlier_begins = -rng.integers(60, 240, n)
    earlier = _series(
        np.flatnonzero(had_earlier), earlier_begins, rng.integers(1, 3, n), np.full(n, names[-1])
    )

    beside_person = np.flatnonzero(rng.random(n) < 0.08)
    beside = _series(beside_person, rng.integers(2, 20, n), np.ones(n, dtype=np.int64), np.full(n, names[-1]))
    ends = pl.DataFrame({"person": np.arange(n), "end": np.asarray(end)})
    return (
        pl.concat([following, earlier, beside])
        .join(ends, on="person")
        .filter(pl.col("offset") < pl.col("end"))
        .drop("end")
        .with_columns(dose=pl.lit(100.0) + 10.0 * pl.col("cycle"))
        .sort("person", "offset", "atc", "cycle")
    )


def _series(persons, begins, times, atc) -> pl.DataFrame:
    row = np.repeat(persons, times[persons])
    first = np.cumsum(times[persons]) - times[persons]
    number = np.arange(len(row)) - np.repeat(first, times[persons])
    return pl.DataFrame(
        {
            "person": row.astype(np.int64),
            "offset": (begins[row] + WAIT_BETWEEN_ADMINISTRATIONS_DAYS * number).astype(np.int64),
            "atc": atc[row].astype(str),
            "cycle": (number + 1).astype(np.int64),
        }
    )
