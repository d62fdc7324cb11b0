"""Invented studies of which most persons started before the agreement, at cuts soon after it began.

In other studies all of them have been followed to two years at every cut: nothing changes any more.
"""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import polars as pl

from tests.attack.study import START, Study

CUTS = (date(2023, 12, 31), date(2024, 3, 31), date(2024, 6, 30), date(2024, 9, 30))
SHARE, MOST_DAYS_BEFORE, MEAN_DAYS = 0.85, 600, 500


def mostly_earlier(study: Study, seed: int) -> Study:
    """The same study, but most started before the agreement, and were alive when it began."""
    random = np.random.default_rng([seed, *study.agreement_id.encode()])
    persons = study.persons
    n = persons.height
    is_earlier, days = random.random(n) < SHARE, random.integers(1, MOST_DAYS_BEFORE, n)
    death = persons["death_days"].to_numpy()
    later = days + random.exponential(MEAN_DAYS, n).astype(int) + 1
    return replace(
        study,
        persons=persons.with_columns(
            starter=pl.when(pl.Series(is_earlier))
            .then(pl.lit("earlier_starter"))
            .otherwise(pl.lit("new_starter")),
            index_date=pl.Series(
                START - timedelta(days=int(before)) if earlier else index
                for earlier, before, index in zip(is_earlier, days, persons["index_date"], strict=True)
            ),
            death_days=pl.Series(np.where(is_earlier & (death <= days), later, death)),
        ),
    )
