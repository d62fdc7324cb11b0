"""The attack on a series of editions of one study: which withheld counts of 1 to 4 persons are found out."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.attack import cuts, divisions, flow
from tests.attack.edition import Edition
from tests.attack.puzzle import Puzzle

FAMILIES = (flow, divisions)


@dataclass(frozen=True)
class Found:
    """A small withheld count that cannot be any of 1 to 4: its cut and name."""

    cut: str
    name: tuple


@dataclass(frozen=True)
class Outcome:
    """What the attack found, of how many small counts withheld.

    `kept` says, for the first edition and so on, how many of the other counts of persons were told, the same
    persons counted once; sizes and shares of subgroups, which never leave, are attacked but not among them.
    """

    found: tuple[Found, ...]
    n_small: int
    kept: tuple[float, ...]


def attack(editions: Sequence[Edition]) -> Outcome:
    """Everything released of one study at these cuts, oldest first, against every small count withheld."""
    puzzle = Puzzle()
    small: list[tuple[Edition, tuple, list]] = []
    kept = []
    for edition in editions:
        told = {name: (group, n) for family in FAMILIES for name, group, n in family.cells(edition)}
        exact = {
            name: (group, n) for family in FAMILIES for name, group, n in family.cells(edition, exact=True)
        }
        for family in FAMILIES:
            family.know_structure(puzzle, edition.cut)
        others: dict[frozenset, bool] = {}
        for name in told.keys() | exact.keys():
            group, n_true = exact.get(name, (told[name][0] if name in told else [], 0))
            _, n = told.get(name, (group, None))
            if n is not None:
                puzzle.is_exactly(group, n)
            elif n_true is not None and 1 <= n_true <= 4:
                small.append((edition, name, group))
            if n_true is not None and not 1 <= n_true <= 4 and not divisions.is_of_subgroup(name):
                sum_of = frozenset(group)
                others[sum_of] = others.get(sum_of, False) or n is not None
        kept.append(sum(others.values()) / max(1, len(others)))
    cuts.know_series(puzzle, [edition.cut for edition in editions])
    found = [
        Found(str(edition.cut), name)
        for edition, name, group in sorted(small, key=lambda one: (one[0].cut, str(one[1])))
        if not puzzle.hides_one_to_four(group)
    ]
    return Outcome(tuple(found), len(small), tuple(kept))
