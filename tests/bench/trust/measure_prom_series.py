"""Attacks by integer programming on patient-reported outcomes of several editions (`tests/attack/prom.py`).

The editions of each study at four cuts, a quarter apart, each of which knows those before it, attacked
together: of each edition all that is asked of one alone. *By how few came*: found out, and not counted as
*found out*, only because the cohort grew by one to three since the cut before.
"""

from tests.attack.attack_prom import attack_prom
from tests.attack.edition import published_series
from tests.attack.study import CUTS
from tests.bench.trust.by_size import found_by_size
from tests.bench.trust.measure_prom_attack import HEADINGS as OF_ONE
from tests.bench.trust.measure_prom_attack import row_of

TITLE = "Attacks on patient-reported outcomes in series"
HEADINGS = (*OF_ONE, "by how few came")
N_STUDIES = 75


def measure(n_studies: int = N_STUDIES) -> list[tuple]:
    """One row for each class of size, by the new starters of the whole study."""
    found = found_by_size(
        n_studies,
        lambda part: published_series(part, CUTS, n_with_prom=len(part)),
        lambda series, _: attack_prom(series),
    )
    return [
        (*row_of(size, outcomes), sum(len(outcome.of_growth) for outcome in outcomes))
        for size, outcomes in found.items()
    ]
