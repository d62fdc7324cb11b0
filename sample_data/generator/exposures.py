"""Latent treatment of persons: infusion bags, dispensings, injections. Days are relative to the first dose.

Every function returns one row per record with `person` (row number of the person), `offset` (days since
the first dose), `dose`, `packs`, `supply_days`, `cycle` and `cycle_day`, without any register's distortion.
`end` (one number per person) is the day of death or the end of the simulation: nothing is given from then on.
"""

import numpy as np
import polars as pl

from sample_data.generator.randomness import choice

CYCLE_DAYS = 28
PAUSE_DAYS = 14
STEP_DAY = 7  # day of the first cycle on which the dose steps up and the bag is changed


def _bag_pattern(bag_days: int, stepped: bool) -> np.ndarray:
    """Days of a full cycle on which a bag is hung."""
    if stepped:
        return np.concatenate([np.arange(0, STEP_DAY, bag_days), np.arange(STEP_DAY, CYCLE_DAYS, bag_days)])
    return np.arange(0, CYCLE_DAYS, bag_days)


def infusions(rng, end, body_surface_m2, is_heavy, is_child, planned, stops_early) -> pl.DataFrame:
    """Bags of blinatumomab: 28-day cycles with a pause of at least 14 days between them.

    `planned` cycles; a person with `stops_early` stops on a random day of the last one. Children under 45 kg
    are dosed by body surface (5, from day 8 of the first cycle 15 microgram/m2/day), the others 9 and 28
    microgram/day; adults with residual disease get 28 from the start.
    """
    n = len(end)
    owner = np.repeat(np.arange(n), planned)
    cycle = np.arange(len(owner)) - np.repeat(np.cumsum(planned) - planned, planned)
    is_last = cycle == planned[owner] - 1
    # One pause in eight is long: an infection, or a wait for a transplant that did not come.
    long_pause = np.where(
        rng.random(len(owner)) < 0.15, rng.integers(40, 105, len(owner)), rng.integers(0, 6, len(owner))
    )
    step = np.where(cycle == 0, 0, CYCLE_DAYS + PAUSE_DAYS + long_pause)
    total = np.cumsum(step)
    begin = total - np.repeat(total[np.cumsum(planned) - planned], planned)
    last_day = np.where(is_last & stops_early[owner], rng.integers(6, 27, len(owner)), CYCLE_DAYS)

    bag_of_child = np.where(body_surface_m2 < 0.55, 4, np.where(body_surface_m2 < 1.15, 2, 1))
    bag_of_adult = choice(rng, (4, 2, 1), (0.75, 0.15, 0.10), n)
    bag_days = np.where(is_child, bag_of_child, bag_of_adult)[owner]
    stepped = is_child[owner] & (cycle == 0)
    parts = []
    for length in (1, 2, 4):
        for with_step in (False, True):
            rows = np.flatnonzero((bag_days == length) & (stepped == with_step))
            pattern = _bag_pattern(length, with_step)
            lasts = np.diff(np.append(pattern, CYCLE_DAYS))
            row = np.repeat(rows, len(pattern))
            day_of_cycle = np.tile(pattern, len(rows))
            is_low = with_step & (day_of_cycle < STEP_DAY)
            by_surface = np.where(is_low, 5.0, 15.0) * body_surface_m2[owner[row]]
            fixed = np.where(is_low, 9.0, 28.0)
            daily = np.where(is_child[owner[row]] & ~is_heavy[owner[row]], by_surface, fixed)
            parts.append(
                pl.DataFrame(
                    {
                        "person": owner[row],
                        "offset": begin[row] + day_of_cycle,
                        "dose": np.round(daily * np.tile(lasts, len(rows)), 1),
                        "cycle": cycle[row] + 1,
                        "cycle_day": day_of_cycle + 1,
                        "kept": day_of_cycle < last_day[row],
                    }
                )
            )
    bags = pl.concat(parts).filter(pl.col("kept")).drop("kept")
    return _finish(bags, end)


def dispensings(rng, end, stop, supply_days: int) -> pl.DataFrame:
    """Packs dispensed until the person stops: refills jitter, some fetch two packs, some pause for months."""
    alive = np.arange(len(end))
    offset = np.zeros(len(end), dtype=np.int64)
    until = np.minimum(end, stop)
    parts = []
    refill = 1
    while len(alive) or not parts:
        packs = np.where(rng.random(len(alive)) < 0.12, 2, 1)
        parts.append(
            pl.DataFrame(
                {
                    "person": alive,
                    "offset": offset,
                    "packs": packs.astype(float),
                    "supply_days": packs * supply_days,
                }
            ).with_columns(cycle=pl.lit(refill, dtype=pl.Int64), cycle_day=pl.lit(1, dtype=pl.Int64))
        )
        jitter = np.clip(np.rint(rng.normal(0.5, 4.0, len(alive))), -10, 14).astype(np.int64)
        pause = np.where(rng.random(len(alive)) < 0.025, rng.integers(45, 140, len(alive)), 0)
        offset = offset + packs * supply_days + jitter + pause
        keep = offset < until[alive]
        alive, offset, refill = alive[keep], offset[keep], refill + 1
    return _finish(pl.concat(parts), end)


def injections(rng, end, stop) -> pl.DataFrame:
    """Nusinersen 12 mg on days 0, 14, 28, 63 and then about every 120 days until the person stops."""
    alive = np.arange(len(end))
    offset = np.zeros(len(end), dtype=np.int64)
    until = np.minimum(end, stop)
    gaps = (14, 14, 35)
    parts = []
    number = 0
    while len(alive) or not parts:
        parts.append(
            pl.DataFrame({"person": alive, "offset": offset}).with_columns(
                dose=pl.lit(12.0),
                cycle=pl.lit(number + 1, dtype=pl.Int64),
                cycle_day=pl.lit(1, dtype=pl.Int64),
            )
        )
        if number < len(gaps):
            wait = gaps[number] + rng.integers(-2, 3, len(alive))
        else:
            wait = 120 + rng.integers(-12, 13, len(alive))
        offset = offset + wait
        keep = offset < until[alive]
        alive, offset, number = alive[keep], offset[keep], number + 1
    return _finish(pl.concat(parts), end)


def _finish(records: pl.DataFrame, end) -> pl.DataFrame:
    ends = pl.DataFrame({"person": np.arange(len(end)), "end": np.asarray(end)})
    missing = [
        pl.lit(None, dtype=kind).alias(name)
        for name, kind in (("dose", pl.Float64), ("packs", pl.Float64), ("supply_days", pl.Int64))
        if name not in records.columns
    ]
    return (
        records.with_columns(missing)
        .join(ends, on="person")
        .filter(pl.col("offset") < pl.col("end"))
        .select("person", "offset", "dose", "packs", "supply_days", "cycle", "cycle_day")
        .sort("person", "offset")
    )
