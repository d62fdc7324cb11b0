"""What is told, of all that rests on no small number, of the studies of *Attacks on everything*.

*Persons* are at the cut of an edition: new starters for counts, comparisons and coverage, the cohort inside
for what became of it. *Numbers*: those of all editions that rest on no small one, no number in two rows;
*told*: the share of them that left. What rests on a small number is said in the explanation of disclosure
control, under *What is kept*: not what is withheld for another number. *By study*: the same, but by the new
starters of the whole study at its last cut, whatever an edition or cohort has of them. *Counts of persons*
are those of the patient flow, the criteria, the divisions of new starters and of cohorts, uptake, tests,
lines of treatment, stops and other topics, the same persons counted once; *curves and survival* are told at
agreed times, of three cohorts; *other estimates* are responses, transplantations, complications, costs,
doses, first courses, net and expected survival, other times to an event, means and medians of the cohort
inside, whole; *how treatment ended* are incidences by cause; *comparisons* are told as counts of who is in a
group or why not; *follow-up by cause* as those who went abroad, or were not followed further; *coverage* as
those shown and found, of the register of the drug and of that of the disease.
"""

from collections.abc import Iterator, Sequence

from tests.attack.everything import found_and_kept
from tests.attack.study import SIZES
from tests.bench.trust.by_size import SEED
from tests.bench.trust.in_parts import in_parts
from tests.bench.trust.measure_everything import EVERYTHING, N_STUDIES, NAMES

TITLE = "What is told of everything that is published"
HEADINGS = ("what", "persons", "numbers", "told, %", "numbers, by study", "told, by study, %")
CLASSES = {"fewer than 20": (0, 19), "20 to 99": (20, 99), "100 or more": (100, 10**9)}
Kept = tuple[int, int]
"""How many numbers, and how many of them were told."""


def measure(n_studies: int = N_STUDIES) -> list[tuple]:
    """A row for everything and for each family, by how many persons there are."""
    found = in_parts(found_and_kept, n_studies, SEED)
    return [row for name in NAMES for row in _rows(name, found)]


def _rows(name: str, found: Sequence[dict[str, dict]]) -> Iterator[tuple]:
    for place, (named, (fewest, most)) in enumerate(CLASSES.items()):
        at_cut = [kept for n, *kept in _kept(name, found) if fewest <= n <= most]
        of_studies = [kept for _, *kept in _kept(name, found[place :: len(SIZES)])]
        yield name, named, *_share(at_cut), *_share(of_studies)


def _kept(name: str, found: Sequence[dict[str, dict]]) -> list[list[int]]:
    return [
        kept
        for of_study in found
        for family, of_family in of_study.items()
        if name in (EVERYTHING, family)
        for kept in of_family["kept"]
    ]


def _share(kept: Sequence[Sequence[int]]) -> tuple[int, float]:
    n, n_told = (sum(numbers) for numbers in zip(*kept, strict=True)) if kept else (0, 0)
    return n, 100 * n_told / max(1, n)
