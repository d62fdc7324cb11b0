"""Latent hospital episodes: Poisson processes, piecewise constant in time, and visits for treatment.

One row per episode: `person, offset, stay_days, level, drg, points, atc`. `offset` is in days since the
person's first dose (or diagnosis, for the background). Nothing happens on or after the day `end`.
"""

import numpy as np
import polars as pl

from sample_data.generator.agreement_models import HospitalUse

NEAR_DEATH_DAYS = 60
INPATIENT, DAY_CARE, OUTPATIENT = 1, 2, 3


def contacts(rng, use: HospitalUse, begin, end, death) -> pl.DataFrame:
    """Stays and visits from `begin` to `end`; the rates rise shortly before `death`. All are per person."""
    near = np.clip(death - NEAR_DEATH_DAYS, begin, end)
    parts = []
    for per_year, level in ((use.outpatient_per_year, OUTPATIENT), (use.inpatient_per_year, INPATIENT)):
        for first, last, factor in (
            (begin, near, 1.0),
            (near, np.minimum(end, death), use.near_death_factor),
        ):
            length = np.maximum(last - first, 0)
            times = rng.poisson(per_year * factor / 365.25 * length)
            person = np.repeat(np.arange(len(end)), times)
            offset = first[person] + np.floor(rng.random(len(person)) * length[person]).astype(np.int64)
            size = len(person)
            if level == INPATIENT:
                points = rng.gamma(4.0, use.inpatient_points / 4.0, size)
                stay = 1 + rng.poisson(use.mean_stay_days - 1.0, size)
            else:
                points = rng.gamma(16.0, use.outpatient_points / 16.0, size)
                stay = np.zeros(size, dtype=np.int64)
            drg = use.inpatient_drg if level == INPATIENT else use.outpatient_drg
            parts.append(_rows(person, offset, stay, level, drg, points, ""))
    return pl.concat(parts).sort("person", "offset", "level", "points", "stay_days")


def treatment_visits(
    rng, records: pl.DataFrame, share: float, level: int, drg: str, mean_points: float
) -> pl.DataFrame:
    """One visit for a share of the drug records (`person, offset, atc`)."""
    seen = records.filter(pl.Series(rng.random(records.height) < share))
    points = rng.gamma(25.0, mean_points / 25.0, seen.height)
    return _rows(
        seen["person"].to_numpy(),
        seen["offset"].to_numpy(),
        np.zeros(seen.height, dtype=np.int64),
        level,
        drg,
        points,
        seen["atc"].to_numpy(),
    )


def _rows(person, offset, stay, level: int, drg: str, points, atc) -> pl.DataFrame:
    n = len(person)
    return pl.DataFrame(
        {
            "person": np.asarray(person, dtype=np.int64),
            "offset": np.asarray(offset, dtype=np.int64),
            "stay_days": np.asarray(stay, dtype=np.int64),
            "level": np.full(n, level, dtype=np.int64),
            "drg": pl.repeat(drg, n, dtype=pl.String, eager=True),
            "points": np.maximum(np.round(points, 3), 0.001),
            "atc": np.broadcast_to(np.asarray(atc, dtype="U7"), n),
        }
    )
