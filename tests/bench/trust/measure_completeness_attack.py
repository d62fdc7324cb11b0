"""Attacks on how complete registers are (`tests/attack/completeness.py`).

Each invented month has one to six hospitals with rows in which four variables are due; it is published at one
cut. *Small numbers*: of 1 to 4 rows of a hospital or of all, in all, with a variable or without it. *Found
out*: can no longer be any of 1 to 4. *Kept*: of the other numbers, those that were told.
"""

from collections import Counter

import polars as pl

from tests.attack.completeness import SIZES, attack_completeness, months, released

TITLE = "Attacks on the completeness of registers"
HEADINGS = ("rows of a hospital", "months", "small numbers", "found out", "kept, %")
N_MONTHS, SEED = 500, 1


def measure(n_months: int = N_MONTHS) -> list[tuple]:
    """One row for each class of size of the hospitals."""
    exact = months(n_months, SEED)
    told = released(exact)
    seen: dict[tuple[int, int], Counter] = {size: Counter() for size in SIZES}
    for place, ((month,), rows) in enumerate(sorted(exact.group_by("month"), key=lambda one: one[0])):
        outcome = attack_completeness(rows, told.filter(pl.col("month") == month))
        seen[SIZES[place % len(SIZES)]].update(
            months=1,
            small=outcome.n_small,
            found=len(outcome.found),
            others=outcome.n_others,
            told=outcome.n_told,
        )
    return [
        (f"{fewest} to {most}", n["months"], n["small"], n["found"], 100 * n["told"] / max(1, n["others"]))
        for (fewest, most), n in seen.items()
    ]
