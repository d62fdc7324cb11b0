"""Attacks on what one cut adds to the curves of another (`tests/attack/added.py`, `tests/attack/drawn.py`).

Each invented study is published at four cuts a quarter apart, and every two of them are subtracted from
each other: events so far, and persons followed further, beside curves of survival and beside the estimates
read off them, of whole groups and subgroups. *Small*: numbers added of 1 to 4 persons, between two told
times, or by one of them. *Found out*: told by a difference, or bounded to more than one or fewer than four.
*Drawn*: the same of rounded probabilities, with all that is told beside them. *Before*: published as if no
edition knew what others had told of curves. *Agreed times*: probabilities of survival told in the four
editions; *points*: those of curves that have counts.
"""

from collections import Counter

from tests.attack.added import attack_series
from tests.attack.drawn import attack_drawn
from tests.attack.edition import published_series
from tests.attack.study import CUTS, SIZES, studies

TITLE = "Attacks on what a cut adds to curves"
HEADINGS = (
    "new starters", "studies", "small before", "found out before", "small", "found out",
    "drawn: small before", "found out before", "small", "found out",
    "agreed times before", "agreed times", "points before", "points",
)  # fmt: skip
N_STUDIES, SEED = 24, 1


def measure(n_studies: int = N_STUDIES) -> list[tuple]:
    """One row for each class of size, by the new starters of the whole study."""
    chosen = studies(n_studies, SEED)
    seen: dict[tuple[int, int], Counter] = {size: Counter() for size in SIZES}
    for knows_curves in (False, True):
        editions = published_series(chosen, CUTS, knows_curves)
        for place, study in enumerate(chosen):
            series = [edition.of(study.agreement_id) for edition in editions]
            outcome, drawn = attack_series(series), attack_drawn(series)
            found = {
                ("studies", knows_curves): 1,
                ("drawn small", knows_curves): drawn.n_small,
                ("drawn found", knows_curves): len(drawn.found),
                ("small", knows_curves): outcome.n_small,
                ("found", knows_curves): len(outcome.found),
                ("agreed", knows_curves): outcome.n_agreed_told,
                ("points", knows_curves): outcome.n_counted,
            }
            seen[SIZES[place % len(SIZES)]].update(found)
    return [
        (
            f"{fewest} to {most}", n["studies", True],
            *(n[name, knows] for knows in (False, True) for name in ("small", "found")),
            *(n[name, knows] for knows in (False, True) for name in ("drawn small", "drawn found")),
            *(n[name, knows] for name in ("agreed", "points") for knows in (False, True)),
        )
        for (fewest, most), n in seen.items()
    ]  # fmt: skip
