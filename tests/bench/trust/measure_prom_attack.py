"""Attacks by integer programming on patient-reported outcomes of invented studies (`tests/attack/prom.py`).

The edition of each study at its last cut: who answered, who did not and why, who was dead or not due, at
three times; by three scales, by death soon after, and by sex and region; and means and their limits, in the
steps they are told in. *Small*: numbers of 1 to 4 persons behind its rows: who is counted, who answered or
did not, and who has a score at one time only. *Found out*: can no longer be any of 1 to 4. Of the *rows* of
the whole cohort whose numbers are not small, those of differences in both groups: how many there are, the
share told, and the share told with their number of persons.
"""

from tests.attack.attack_prom import PromOutcome, attack_prom
from tests.attack.edition import published
from tests.attack.study import CUTS
from tests.bench.trust.by_size import Size, found_by_size, named

TITLE = "Attacks on patient-reported outcomes"
HEADINGS = ("new starters", "studies", "small", "found out", "rows", "told, %", "told with number, %")
N_STUDIES = 500


def measure(n_studies: int = N_STUDIES) -> list[tuple]:
    """One row for each class of size, by the new starters of the whole study."""
    found = found_by_size(
        n_studies,
        lambda part: [published(part, CUTS[-1], n_with_prom=len(part))],
        lambda series, _: attack_prom(series),
    )
    return [row_of(size, outcomes) for size, outcomes in found.items()]


def row_of(size: Size, outcomes: list[PromOutcome]) -> tuple:
    """What was found of studies of one size, and how much was told."""
    n_rows = sum(outcome.n_rows for outcome in outcomes)
    return (
        named(size), len(outcomes),
        sum(outcome.n_small for outcome in outcomes), sum(len(outcome.found) for outcome in outcomes),
        n_rows,
        100 * sum(outcome.n_told for outcome in outcomes) / n_rows,
        100 * sum(outcome.n_numbers_told for outcome in outcomes) / n_rows,
    )  # fmt: skip
