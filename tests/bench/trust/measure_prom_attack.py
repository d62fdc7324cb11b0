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
from tests.attack.study import CUTS
from tests.bench.trust.by_size import Size, found_by_size, named

TITLE = "Attacks on patient-reported outcomes"
HEADINGS = (
    "new starters", "studies", "small", "found out", "rows", "told, %", "told with number, %",
    "studies in series", "small in series", "found out in series", "by how few came",
    "rows in series", "told in series, %",
)  # fmt: skip
N_STUDIES = 500
N_IN_SERIES = 75


def measure(n_studies: int = N_STUDIES) -> list[tuple]:
    """One row for each class of size, by the new starters of the whole study."""
    alone = found_by_size(
        n_studies,
        lambda part: [published(part, CUTS[-1], n_with_prom=len(part))],
        lambda series, _: attack_prom(series),
    )
    in_series = found_by_size(
        min(n_studies, N_IN_SERIES),
        lambda part: published_series(part, CUTS, n_with_prom=len(part)),
        lambda series, _: attack_prom(series),
    )
    return [_row(size, outcomes, in_series[size]) for size, outcomes in alone.items()]


def _row(size: Size, alone: list[PromOutcome], in_series: list[PromOutcome]) -> tuple:
    n_rows = sum(outcome.n_rows for outcome in alone)
    return (
        named(size), len(alone),
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
