"""Persons who could have had the lung cancer agreement's drug and never did.

Lung cancer with an EGFR mutation and distant spread at diagnosis, in the years of the agreement; more of them
in the North and the West than the population would give.
"""

import numpy as np
import polars as pl

from sample_data.generator.agreement_models import HospitalUse, model_of
from sample_data.generator.groups.frames import NO_DRUGS, Group, contacts, events, persons, tumours
from sample_data.generator.places import draw_places
from sample_data.generator.randomness import stream, weibull_days
from sample_data.generator.timeline import DATA_CUT

PER_YEAR = 22.0
KEPT_SHARE = {3: 0.5, 4: 0.35, 5: 1.0, 7: 0.3}
USE = HospitalUse(5.0, 1.4, 4.0, "904C", 0.05, "82", 1.4, 5.0)


def untreated_lung(scale: float, seed: int) -> Group:
    """All of the group. A few carry an unclear test or no known spread: nobody can tell for them."""
    rng = stream(seed, "untreated_lung")
    start = model_of("EX004").start
    n = round(PER_YEAR * (DATA_CUT - start + 1) / 365.25 * scale)
    offered = draw_places(rng, 6 * n)
    share = offered["region"].replace_strict(KEPT_SHARE, return_dtype=pl.Float64)
    places = offered.filter(pl.Series(rng.random(6 * n)) < share).head(n)
    n = places.height
    diagnosed = rng.integers(start, DATA_CUT + 1, n)
    survival = weibull_days(rng, 1.0, 210, n)
    person = persons(
        "untreated_lung", diagnosed, rng.triangular(45, 76, 95, n), survival, rng.random(n) < 0.6, places
    )
    who = np.arange(n)
    unclear = rng.random(n)
    spread = np.where(unclear < 0.06, "9", "B")
    result = np.where(unclear > 0.94, "IKO", "POS")
    return Group(
        person,
        tumours(who, diagnosed, "C34", "81403", spread),
        events(who, diagnosed + rng.integers(0, 15, n), "BM", "EGFR", result),
        contacts(rng, USE, person, DATA_CUT, "C34"),
        NO_DRUGS,
        NO_DRUGS,
    )
