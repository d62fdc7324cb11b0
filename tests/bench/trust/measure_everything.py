"""Attacks on everything that is published of invented studies, and what is kept of it (`tests/attack`).

Each study is published at four cuts a quarter apart, each edition knowing those before it, with all that the
attacks below ask about, and attacked by each of them. *Small*: numbers of 1 to 4 persons that are asked
about, as the sections of each attack say. *Found out*: can no longer be any of 1 to 4. *By how few came*:
could be, had at least four come between two cuts wherever one to three came, which is told on purpose.
*Others*: numbers of the four editions that rest on no small one, no number in two rows; *told*: the share of
them that left. What rests on a small number is said in the explanation of disclosure control, under *What is
kept*: not what is withheld for another number. *Counts of persons* are those of the patient flow, the
criteria, the divisions of new starters and of cohorts, uptake, tests, lines of treatment, stops and other
topics, the same persons counted once; *curves and survival* are told at agreed times, of three cohorts;
*other estimates* are responses, transplantations, complications, costs, doses, first courses, net and
expected survival, other times to an event, means and medians of the cohort inside, whole; of it are *how
treatment ended*, incidences by cause, and *patient-reported outcomes*; *comparisons* are told as counts of
who is in a group or why not; *follow-up by cause* as those who went abroad, or were not followed further;
*coverage* as those shown and found, of the register of the drug and of that of the disease.
"""

from collections.abc import Iterator, Sequence
from dataclasses import astuple
from functools import reduce
from operator import add

from tests.attack.everything import ALL, Tally, attack_everything, everything_published
from tests.attack.study import SIZES, Study
from tests.bench.trust.by_size import SEED, named
from tests.bench.trust.in_parts import in_parts

TITLE = "Attacks on everything that is published"
HEADINGS = (
    "what", "new starters", "studies", "small", "found out", "by how few came", "others", "told, %",
)  # fmt: skip
N_STUDIES = 500
OfStudy = dict[str, Tally]


def measure(n_studies: int = N_STUDIES) -> list[tuple]:
    """A row for everything and for each family, by the new starters of the whole study."""
    done = in_parts(attacked, n_studies, SEED)
    found = [{family: Tally(*numbers) for family, numbers in of_study.items()} for of_study in done]
    return [row for family in (None, *ALL) for row in _rows(family, found)]


def attacked(part: Sequence[Study]) -> list[dict[str, Sequence[int]]]:
    """By family, the numbers of a tally, for each study."""
    published = everything_published(part)
    found = [attack_everything([one.of(study.agreement_id) for one in published], study) for study in part]
    return [{family: astuple(tally) for family, tally in of_study.items()} for of_study in found]


def _rows(family: str | None, found: Sequence[OfStudy]) -> Iterator[tuple]:
    for place, size in enumerate(SIZES):
        of_size = found[place :: len(SIZES)]
        tally = reduce(add, (one for of_study in of_size for one in _of(family, of_study)))
        yield (
            family or "everything", named(size), len(of_size),
            tally.n_small, tally.n_found, tally.n_by_few, tally.n_others,
            100 * tally.n_told / max(1, tally.n_others),
        )  # fmt: skip


def _of(family: str | None, of_study: OfStudy) -> Sequence[Tally]:
    return list(of_study.values()) if family is None else [of_study[family]]
