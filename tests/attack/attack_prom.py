"""The attack on patient-reported outcomes in a series of editions of one study."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from tests.attack import divisions, flow, prom
from tests.attack.attack import Found
from tests.attack.edition import Edition
from tests.attack.prom import ANSWERED, COURSES, WHOLE
from tests.attack.prom_cells import COUNTS, Row, counted, due, every_key, known, number, rows, small_cells
from tests.attack.puzzle import Puzzle

FEWEST, FEWEST_HIDDEN = 1, 4
"""A small number is of so many; it is hidden where it can be at most the first, and at least the second."""
DIFFERENCE, NO_ANSWER = "_baseline_difference", "_baseline_no_answer"


@dataclass(frozen=True)
class PromOutcome:
    """What was found out, of how many small numbers, and what else by how few came between two cuts.

    Of the rows of the whole cohort whose numbers are not small, those of a difference in neither group: how
    many there are, of how many the estimate was told, and of how many the number of persons.
    """

    found: tuple[Found, ...]
    of_growth: tuple[Found, ...]
    n_small: int
    n_rows: int
    n_told: int
    n_numbers_told: int


def attack_prom(editions: Sequence[Edition]) -> PromOutcome:
    """Everything told of patient-reported outcomes and of the groups they are of, all cuts together.

    How many came between two cuts is told on purpose: what is found out only because they were one to three
    is counted apart.
    """
    small = [(edition, *cell) for edition in editions for cell in small_cells(edition)]
    found = _found_out(_puzzle(editions), small)
    without_growth = _found_out(_puzzle(editions, may_have_grown=True), found) if found else []
    by_number = {Found(str(edition.cut), name) for edition, name, *_ in without_growth}
    named = [Found(str(edition.cut), name) for edition, name, *_ in found]
    return PromOutcome(
        tuple(one for one in named if one in by_number),
        tuple(one for one in named if one not in by_number),
        len(small),
        *map(sum, zip(*map(_told, editions), strict=True)),
    )


def _found_out(puzzle: Puzzle, small: list[tuple]) -> list[tuple]:
    puzzle.look_around([(added, taken) for _, _, added, taken in small])
    return [one for one in small if not puzzle.hides_one_to_four(*one[2:])]


def _puzzle(editions: Sequence[Edition], may_have_grown: bool = False) -> Puzzle:
    """What all editions tell; as if four had come, and stayed, where the cohort or a region of it grew by one
    to three."""
    puzzle = Puzzle()
    before: dict[tuple[str, str], int] = {}
    unseen: Counter[tuple[str, str]] = Counter()
    for edition in editions:
        now = dict(_sizes(edition))
        if may_have_grown:
            unseen += _few_came({group: n - before[group] for group, n in now.items() if group in before})
        know(puzzle, edition, unseen)
        before = now
    prom.know_series(puzzle, [edition.cut for edition in editions])
    return puzzle


def _few_came(growth: Mapping[tuple[str, str], int]) -> Counter[tuple[str, str]]:
    """How many more there would be, had four come to each group that one to three came to."""
    more = Counter({group: FEWEST_HIDDEN - n for group, n in growth.items() if 0 < n < FEWEST_HIDDEN})
    # More of a region are more in all.
    more[WHOLE] = max(more[WHOLE], more.total() - more[WHOLE])
    return more


def know(
    puzzle: Puzzle, edition: Edition, n_more: Mapping[tuple[str, str], int] = MappingProxyType({})
) -> None:
    """What one edition tells; of each group, that it may have so many more."""
    cut = edition.cut
    prom.know_structure(puzzle, cut)
    for group, n in _sizes(edition):
        puzzle.know([(cut, "course", *group, course) for course in COURSES], n, n + n_more.get(group, 0))
    released = rows(edition.released["estimate"])
    for key in every_key():
        of_n, of_answers = known(released.get(key))
        if key[:2] == WHOLE and key not in released:
            # Whatever there is of anybody at any time has a row at every time.
            of_n = (0, 0)
        added, taken = counted(cut, key)
        puzzle.know(added, *of_n, taken)
        if key[2] == "prom_response" and of_answers is not None:
            puzzle.know(due(cut, key, [ANSWERED]), *of_answers)


def _sizes(edition: Edition) -> Iterator[tuple[tuple[str, str], int]]:
    """What the patient flow tells of the persons inside: how many there are, and in each region."""
    for name, _, n in divisions.cells(edition):
        if name == ("treated", "inside", *WHOLE) and n is not None:
            yield WHOLE, n
    for name, _, n in flow.cells(edition):
        if name[:3] == ("eligibility", "all", "region") and name[4] == "inside" and n is not None:
            yield ("region", name[3]), n


def prom_kept(edition: Edition) -> list[bool]:
    """Of the rows of the whole cohort without small numbers: whether each was told."""
    return [row["estimate"] is not None for row in _others(edition)]


def _told(edition: Edition) -> tuple[int, int, int]:
    """The rows of the whole cohort without small numbers, those told, and those told with their number."""
    told = [row for row in _others(edition) if row["estimate"] is not None]
    n_numbers = sum(row["n"] is not None or row["measure"] in COUNTS for row in told)
    return len(_others(edition)), len(told), n_numbers


def _others(edition: Edition) -> list[Row]:
    released, exact = rows(edition.released["estimate"]), rows(edition.exact["estimate"])
    return [released[key] for key in exact if key[:2] == WHOLE and not rests_on_few(key, exact)]


def rests_on_few(key: tuple, exact: Mapping[tuple, Row]) -> bool:
    """Whether few are counted: those a row is of, who answered or not; of a difference, in either group."""
    n, n_events = number(exact[key]), exact[key]["n_events"]
    counts = [n] if n_events is None else [n, n_events, n - n_events]
    if key[2].endswith(DIFFERENCE):
        n_without = number(exact.get((*key[:2], key[2].replace(DIFFERENCE, NO_ANSWER), *key[3:])))
        counts += [n_without, n - n_without]
    return any(FEWEST <= count <= FEWEST_HIDDEN for count in counts)
