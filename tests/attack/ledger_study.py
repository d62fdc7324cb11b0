"""Invented studies of which many persons emigrate: in others few do, and the ledger tells of nearly none."""

from dataclasses import replace

import numpy as np
import polars as pl

from tests.attack.study import Study

SHARE, MEAN_DAYS = 0.35, 500


def with_many_emigrants(study: Study, seed: int) -> Study:
    """The same study, but a third of its persons emigrate sooner or later."""
    random = np.random.default_rng([seed, *study.agreement_id.encode()])
    n = study.persons.height
    days = np.where(random.random(n) < SHARE, random.exponential(MEAN_DAYS, n).astype(int) + 5, 10**6)
    return replace(study, persons=study.persons.with_columns(emigration_days=pl.Series(days)))
