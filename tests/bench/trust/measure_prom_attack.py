"""Attacks by integer programming on patient-reported outcomes of invented studies (`tests/attack/prom.py`).

The edition of each study at its last cut: who answered, who did not and why, who was dead or not due, at
three times; by three scales, by death soon after, and by sex and region; and means and their limits, in the
steps they are told in. *Small*: numbers of 1 to 4 persons behind its rows: who is counted, who answered or
did not, and who has a score at one time only. *Found out*: can no longer be any of 1 to 4. Of the *rows* of
the whole cohort whose numbers are not small: how many there are, the share told, and the share told with
their number of persons. *In series*: of some studies the four editions, a quarter apart, each of which knows
those before it, attacked together; *by how few came*: found out only because the cohort grew by one to three.
"""

from tests.attack.attack_prom import PromOutcome, attack_prom
from tests.attack.edition import published, published_series
from tests.attack.study import CUTS, SIZES, studies

TITLE = "Attacks on patient-reported outcomes"
HEADINGS = (
    "new starters", "studies", "small", "found out", "rows", "told, %", "told with number, %",
    "studies in series", "small in series", "found out in series", "by how few came",
    "rows in series", "told in series, %",
)  # fmt: skip
N_STUDIES, SEED = 500, 1
N_IN_SERIES = 75
PART = 50
"""Studies published together."""


def measure(n_studies: int = N_STUDIES) -> list[tuple]:
    """One row for each class of size, by the new starters of the whole study."""
    chosen = studies(n_studies, SEED)
    alone: list[PromOutcome] = []
    for first in range(0, n_studies, PART):
        part = chosen[first : first + PART]
        edition = published(part, CUTS[-1], n_with_prom=len(part))
        alone += [attack_prom([edition.of(study.agreement_id)]) for study in part]
    of_series = published_series(chosen[:N_IN_SERIES], CUTS, n_with_prom=N_IN_SERIES)
    in_series = [
        attack_prom([edition.of(study.agreement_id) for edition in of_series])
        for study in chosen[:N_IN_SERIES]
    ]
    return [
        _row(size, alone[place :: len(SIZES)], in_series[place :: len(SIZES)])
        for place, size in enumerate(SIZES)
    ]


def _row(size: tuple[int, int], alone: list[PromOutcome], in_series: list[PromOutcome]) -> tuple:
    fewest, most = size
    n_rows = sum(outcome.n_rows for outcome in alone)
    return (
        f"{fewest} to {most}", len(alone),
        sum(outcome.n_small for outcome in alone), sum(len(outcome.found) for outcome in alone),
        n_rows,
        100 * sum(outcome.n_told for outcome in alone) / n_rows,
        100 * sum(outcome.n_numbers_told for outcome in alone) / n_rows,
        len(in_series), sum(outcome.n_small for outcome in in_series),
        sum(len(outcome.found) for outcome in in_series),
        sum(len(outcome.of_growth) for outcome in in_series),
        sum(outcome.n_rows for outcome in in_series),
        100 * sum(outcome.n_told for outcome in in_series) / sum(outcome.n_rows for outcome in in_series),
    )  # fmt: skip
