"""Attacks on released curves of survival of invented studies (`tests/attack/curves.py`, `drawn.py`).

Each study is published at four cuts a quarter apart, and each of its curves is attacked by a reader of all
four. *Small counts*: those of 1 to 4 persons behind curves: events and losses between two released points,
who started too late to be followed, and of two nested groups who is in one only, dead or alive. *Additions*:
of 1 to 4 who had had the event by a time that is told at one cut, and not yet at an earlier one; of subgroups
too. *Found out*: no history of at most one, or none of at least four, agrees with what was released. *By how
few came*: found out only because one to three were treated since the cut before. *Agreed times*: survival at
6, 12 and 24 months that the exact tables have, in each of three groups and four editions, but where a small
number of the group had died or lived by then, died since the time before, or is followed further.
"""

import os
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from tests.attack.curves import attack_curves
from tests.attack.drawn import attack_drawn
from tests.attack.edition import published_series
from tests.attack.study import CUTS, SIZES, Study, studies

TITLE = "Attacks on published curves"
HEADINGS = (
    "new starters", "studies", "small counts", "found out", "by how few came", "additions",
    "found out of them", "agreed times", "told, %",
)  # fmt: skip
N_STUDIES, SEED = 500, 1
PART = 25
"""Studies published together."""


def measure(n_studies: int = N_STUDIES) -> list[tuple]:
    """One row for each class of size, by the new starters of the whole study."""
    chosen = list(enumerate(studies(n_studies, SEED)))
    seen: dict[tuple[int, int], Counter] = {size: Counter() for size in SIZES}
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for counts in pool.map(_attacked, [chosen[at : at + PART] for at in range(0, n_studies, PART)]):
            for place, count in counts:
                seen[SIZES[place % len(SIZES)]].update(count)
    return [
        (
            f"{fewest} to {most}", n["studies"], n["small"], n["found"], n["few came"], n["added"],
            n["found added"], n["agreed"], 100 * n["told"] / max(1, n["agreed"]),
        )
        for (fewest, most), n in seen.items()
    ]  # fmt: skip


def _attacked(part: Sequence[tuple[int, Study]]) -> list[tuple[int, dict[str, int]]]:
    editions = published_series([study for _, study in part], CUTS)
    counts = []
    for place, study in part:
        series = [edition.of(study.agreement_id) for edition in editions]
        drawn = attack_drawn(series)
        counts.append((place, {"studies": 1, "added": drawn.n_small, "found added": len(drawn.found)}))
        for edition in series:
            outcome = attack_curves(edition, [other for other in series if other is not edition])
            counts.append(
                (
                    place,
                    {
                        "small": outcome.n_small,
                        "found": len(outcome.found),
                        "few came": len(outcome.by_how_few_came),
                        "agreed": outcome.n_agreed,
                        "told": outcome.n_agreed_told,
                    },
                )
            )
    return counts
