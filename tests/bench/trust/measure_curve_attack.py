"""Attacks on released curves of survival of invented studies (`tests/attack/curves.py`).

Each study is published at its last cut. *Small counts*: those of 1 to 4 persons behind its curves: events
and losses between two released points, who started too late to be followed, and of two nested groups who is
in one only, dead or alive. *Found out*: no history of at most one, or none of at least four, gives what was
released. *Agreed times*: survival at 6, 12 and 24 months that the exact tables have, in each of three groups.
"""

from collections import Counter

from tests.attack.curves import attack_curves
from tests.attack.edition import published
from tests.attack.study import CUTS, SIZES, studies

TITLE = "Attacks on published curves"
HEADINGS = ("new starters", "studies", "small counts", "found out", "agreed times", "told, %")
N_STUDIES, SEED = 500, 1


def measure(n_studies: int = N_STUDIES) -> list[tuple]:
    """One row for each class of size, by the new starters of the whole study."""
    chosen = studies(n_studies, SEED)
    edition = published(chosen, CUTS[-1])
    seen: dict[tuple[int, int], Counter] = {size: Counter() for size in SIZES}
    for place, study in enumerate(chosen):
        outcome = attack_curves(edition.of(study.agreement_id))
        seen[SIZES[place % len(SIZES)]].update(
            studies=1,
            small=outcome.n_small,
            found=len(outcome.found),
            agreed=outcome.n_agreed,
            told=outcome.n_agreed_told,
        )
    return [
        (
            f"{fewest} to {most}",
            n["studies"],
            n["small"],
            n["found"],
            n["agreed"],
            100 * n["told"] / max(1, n["agreed"]),
        )
        for (fewest, most), n in seen.items()
    ]
