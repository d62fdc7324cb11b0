"""Attacks by integer programming on topics beside the patient flow (`tests/attack/topics.py`, `bases.py`).

Each study is published at four cuts a quarter apart, with uptake, tests, exits, contradictions, lines of
treatment, attribution, stop rules and stop reasons, and all of it is attacked together with the patient flow.
*Small counts*: those of 1 to 4 persons of these topics that the public tables have a row for; of uptake also
who has started and is not counted as treated. *Found out*: of these or of the flow, can no longer be any of 1
to 4. *Kept*: of the other counts of these topics, the share that was released. Fewer studies than of the flow
alone: the topics take ten times as long.
"""

from tests.attack import bases, topics
from tests.attack.attack import Outcome, attack
from tests.attack.edition import published_series
from tests.attack.study import CUTS
from tests.bench.trust.by_size import Size, found_by_size, named

TITLE = "Attacks on topics beside the patient flow"
HEADINGS = ("new starters", "studies", "small counts", "found out", "other counts", "kept, %")
N_STUDIES = 25
OWN = (*topics.TOPICS, *bases.TOPICS, bases.NOT_COUNTED)


def measure(n_studies: int = N_STUDIES) -> list[tuple]:
    """One row for each class of size, by the new starters of the whole study."""
    found = found_by_size(
        n_studies,
        lambda part: published_series(part, CUTS, has_topics=True),
        lambda series, _: attack(series),
    )
    return [_row(size, outcomes) for size, outcomes in found.items()]


def _row(size: Size, outcomes: list[Outcome]) -> tuple:
    of_topics = [outcome.of_topics.get(topic, (0, 0, 0)) for outcome in outcomes for topic in OWN]
    n_small, n_others, n_told = map(sum, zip(*of_topics, strict=True))
    n_found = sum(len(outcome.found) for outcome in outcomes)
    return named(size), len(outcomes), n_small, n_found, n_others, 100 * n_told / max(1, n_others)
