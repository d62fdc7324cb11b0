"""Attacks by integer programming on topics beside the patient flow (`tests/attack/topics.py`, `bases.py`).

Each study is published at four cuts a quarter apart, with uptake, tests, exits, contradictions, lines of
treatment, attribution, stop rules and stop reasons, and all of it is attacked together with the patient flow.
*Small counts*: those of 1 to 4 persons of these topics that the public tables have a row for; of uptake also
who has started and is not counted as treated. *Found out*: of these or of the flow, can no longer be any of 1
to 4. *Kept*: of the other counts of these topics, the share that was released. Fewer studies than of the flow
alone: the topics take ten times as long.
"""

from collections import Counter

from tests.attack import bases, topics
from tests.attack.attack import attack
from tests.attack.edition import published_series
from tests.attack.study import CUTS, SIZES, studies

TITLE = "Attacks on topics beside the patient flow"
HEADINGS = ("new starters", "studies", "small counts", "found out", "other counts", "kept, %")
N_STUDIES, SEED = 25, 1
OWN = (*topics.TOPICS, *bases.TOPICS, bases.NOT_COUNTED)


def measure(n_studies: int = N_STUDIES) -> list[tuple]:
    """One row for each class of size, by the new starters of the whole study."""
    chosen = studies(n_studies, SEED)
    editions = published_series(chosen, CUTS, has_topics=True)
    seen: dict[tuple[int, int], Counter] = {size: Counter() for size in SIZES}
    for place, study in enumerate(chosen):
        outcome = attack([edition.of(study.agreement_id) for edition in editions])
        counted = seen[SIZES[place % len(SIZES)]]
        counted.update(studies=1, found=len(outcome.found))
        for topic in OWN:
            n_small, n_others, n_told = outcome.of_topics.get(topic, (0, 0, 0))
            counted.update(small=n_small, others=n_others, told=n_told)
    return [
        (
            f"{fewest} to {most}",
            n["studies"],
            n["small"],
            n["found"],
            n["others"],
            100 * n["told"] / max(1, n["others"]),
        )
        for (fewest, most), n in seen.items()
    ]
