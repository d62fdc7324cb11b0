"""Attacks by integer programming on the released tables of invented studies (`tests/attack`).

Each study is published at four cuts a quarter apart. *One edition*: the last cut alone. *Series*: all four
together, with nobody leaving a group once in it. *Found out*: counts of 1 to 4 persons, withheld, that can no
longer be any of 1 to 4. *Kept*: of the other counts of the last cut, the share that was released. Attacked
are the patient flow, criteria, divisions of new starters, and sizes and shares of cohorts and their
subgroups; not curves, responses, patient-reported outcomes, coverage or comparisons.
"""

from collections import Counter

import polars as pl

from tests.attack.attack import attack
from tests.attack.edition import published
from tests.attack.study import CUTS, SIZES, Study, studies

TITLE = "Attacks on what is published"
HEADINGS = (
    "new starters", "studies", "small counts, one edition", "found out", "small counts, series",
    "found out in series", "studies with one found in series", "kept, %",
)  # fmt: skip
N_STUDIES, SEED = 500, 1


def measure(n_studies: int = N_STUDIES) -> list[tuple]:
    """One row for each class of size, by the new starters of the whole study."""
    chosen = studies(n_studies, SEED)
    editions = [published(chosen, cut) for cut in CUTS]
    seen: dict[tuple[int, int], Counter] = {size: Counter() for size in SIZES}
    for study in chosen:
        of_study = [edition.of(study.agreement_id) for edition in editions]
        alone, series = attack(of_study[-1:]), attack(of_study)
        seen[_size(study)].update(
            studies=1,
            small=alone.n_small,
            found=len(alone.found),
            small_series=series.n_small,
            found_series=len(series.found),
            leaky=bool(series.found),
            other=alone.n_other,
            kept=alone.n_other_kept,
        )
    return [
        (
            f"{fewest} to {most}", n["studies"], n["small"], n["found"], n["small_series"], n["found_series"],
            n["leaky"], 100 * n["kept"] / max(1, n["other"]),
        )
        for (fewest, most), n in seen.items()
    ]  # fmt: skip


def _size(study: Study) -> tuple[int, int]:
    new = study.persons.filter(pl.col("starter") == "new_starter").height
    return next(size for size in SIZES if new <= size[1])
