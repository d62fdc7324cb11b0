"""Random survival frames with everything that bites: ties, rounding, delayed entry, weights, few persons.

Each is `stratum, block, entry, time, event, weight`; `event` 0 to 3. Fixed seeds: the same frames every time.
"""

import numpy as np
import polars as pl

# Times on a grid of tenths, once by multiplication and once by addition: 0.30000000000000004 and 0.3 are one.
TENTHS = np.concatenate([np.arange(1, 31) * 0.1, np.cumsum(np.full(30, 0.1))])


def random_frame(
    seed: int, n: int, times: str = "whole", has_entry: bool = False, weights: str = "none"
) -> pl.DataFrame:
    """Times: whole (ties, zeros), tenths (ties but for rounding), real, mixed; weights: none, whole, real."""
    random = np.random.default_rng(seed)
    whole, tenths = random.integers(0, 15, n).astype(float), random.choice(TENTHS, n)
    time = {
        "whole": whole,
        "tenths": tenths,
        "real": random.exponential(400, n),
        "mixed": np.where(np.arange(n) % 3 > 0, whole, tenths),
    }[times]
    # A delayed entry is a time of the same kind before one's own; half of the persons come at the start.
    entry = np.where(random.random(n) < 0.5, random.permutation(time), 0.0) if has_entry else np.zeros(n)
    is_late = (entry > 0) & (time - entry > 0.001)
    return pl.DataFrame(
        {
            "stratum": random.choice(["a", "b", "c"], n, p=[0.5, 0.3, 0.2]),
            "block": random.choice(["x", "y", "z"], n, p=[0.6, 0.35, 0.05]),
            "entry": pl.Series(np.where(is_late, entry, np.nan), nan_to_null=True),
            "time": np.where(has_entry & (time == 0), 1.0, time),
            "event": random.choice([0, 1, 2, 3], n, p=[0.35, 0.4, 0.2, 0.05]),
            "weight": {
                "none": np.ones(n),
                "whole": random.integers(1, 4, n).astype(float),
                "real": random.uniform(0.2, 3, n),
            }[weights],
        }
    )


def cases() -> dict[str, pl.DataFrame]:
    """All kinds of times with and without delayed entry and weights, few persons and many; named so."""
    found, seed = {}, 0
    for times in ("whole", "tenths", "real", "mixed"):
        for has_entry in (False, True):
            for weights in ("none", "whole", "real"):
                for n in (7, 60):
                    seed += 1
                    entry = "entry" if has_entry else "start"
                    found[f"{times} {entry} {weights} {n}"] = random_frame(seed, n, times, has_entry, weights)
    return found
