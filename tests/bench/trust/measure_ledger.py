"""Attacks on the ledger of follow-up (`tests/attack/ledger.py`).

Each study is published at four cuts a quarter apart, and all four ledgers are attacked together, beside the
counts of the curve that they are of: those not followed further, and those who emigrated, by one time and
between two, at a cut and from one to another, and what has become since of those not followed further. In
studies of *many emigrants* a third of all persons emigrate: so many numbers by cause are told. *Small*:
numbers of 1 to 4 persons, with a row or without. *Found out*: can no longer be any of 1 to 4. *By how few
came*: could be, had four come to the cohort between two cuts where one to three came. *Others*: numbers by
cause at the ledger's times that rest on no small one of their own (`ledger_kept`); *told*: of these.
"""

from collections.abc import Sequence

from tests.attack.edition import Edition, published_series
from tests.attack.ledger import Outcome, attack_ledger
from tests.attack.ledger_study import with_many_emigrants
from tests.attack.study import CUTS, Study, studies
from tests.bench.trust.by_size import SEED, found_by_size, named

TITLE = "Attacks on the ledger of follow-up"
HEADINGS = (
    "studies of new starters", "studies", "small numbers in four editions", "found out", "by how few came",
    "others", "told",
)  # fmt: skip
N_STUDIES = 24


def measure(n_studies: int = N_STUDIES) -> list[tuple]:
    """One row for each class of size, by the new starters of the whole study, and one of many emigrants."""
    found = found_by_size(
        n_studies,
        lambda part: published_series(part, CUTS),
        lambda series, study: attack_ledger(study, series),
    )
    large = [with_many_emigrants(study, SEED) for study in studies(3 * n_studies, SEED)[2::3]]
    return [
        *(_row(named(size), outcomes) for size, outcomes in found.items()),
        _row("many emigrants", _attacked(large, published_series(large, CUTS))),
    ]


def _attacked(chosen: Sequence[Study], series: Sequence[Edition]) -> list[Outcome]:
    return [attack_ledger(study, [edition.of(study.agreement_id) for edition in series]) for study in chosen]


def _row(name: str, outcomes: Sequence[Outcome]) -> tuple:
    return (
        name, len(outcomes),
        sum(outcome.n_small for outcome in outcomes), sum(len(outcome.found) for outcome in outcomes),
        sum(len(outcome.by_how_few_came) for outcome in outcomes),
        sum(outcome.n_others for outcome in outcomes), sum(outcome.n_told for outcome in outcomes),
    )  # fmt: skip
