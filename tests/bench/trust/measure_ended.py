"""Attacks on how treatment ended, of invented studies (`tests/attack/ended.py`).

Each study is published at four cuts a quarter apart, with the incidences of what ended treatment (it stopped,
a next line began, the patient died) and of what came first, a next line or death, and all four editions are
attacked together, beside the curves of any cause, survival and the patient flow. *Small*: 1 to 4 persons with
a cause by a time, between two times or since an earlier cut, without any, or left over: who died after a
next line, or off treatment. *Found out*: can no longer be any of 1 to 4. *By curves alone*: nor could they if
no incidence were told. *By how few came*: could be, had four come to the cohort where one to three came.
*Incidences*: of the cohort inside, at times by which none or five have had each cause, and none or five have
had none; *told*: of these, and *in longer steps* than their number of persons asks for.
"""

from collections.abc import Sequence

from tests.attack.edition import published_series
from tests.attack.ended import Outcome, attack_ended
from tests.attack.study import CUTS
from tests.bench.trust.by_size import Size, found_by_size, named

TITLE = "Attacks on how treatment ended"
HEADINGS = (
    "new starters", "studies", "small numbers in four editions", "found out", "by curves alone",
    "by how few came", "incidences", "told", "in longer steps",
)  # fmt: skip
N_STUDIES = 32


def measure(n_studies: int = N_STUDIES) -> list[tuple]:
    """One row for each class of size, by the new starters of the whole study."""
    found = found_by_size(
        n_studies,
        lambda part: published_series(part, CUTS, has_times=True),
        lambda series, _: attack_ended(series),
    )
    return [_row(size, outcomes) for size, outcomes in found.items()]


def _row(size: Size, outcomes: Sequence[Outcome]) -> tuple:
    return (
        named(size), len(outcomes),
        sum(len(outcome.small) for outcome in outcomes), sum(len(outcome.found) for outcome in outcomes),
        sum(len(outcome.by_curves_alone) for outcome in outcomes),
        sum(len(outcome.by_how_few_came) for outcome in outcomes),
        sum(outcome.n_others for outcome in outcomes), sum(outcome.n_told for outcome in outcomes),
        sum(outcome.n_in_longer_steps for outcome in outcomes),
    )  # fmt: skip
