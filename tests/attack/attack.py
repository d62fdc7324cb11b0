"""The attack on a series of editions of one study: which withheld counts of 1 to 4 persons are found out."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.methods.counted_groups import years_of
from tests.attack import bases, cuts, divisions, flow, topics
from tests.attack.edition import Edition
from tests.attack.puzzle import Puzzle, is_small

FAMILIES = (flow, divisions, topics, bases)


@dataclass(frozen=True)
class Found:
    """A small withheld count that cannot be any of 1 to 4: its cut and name."""

    cut: str
    name: tuple


@dataclass(frozen=True)
class Outcome:
    """What the attack found, of how many small counts withheld.

    `kept` says, for the first edition and so on, how many of the other counts of persons were told, the same
    persons counted once; sizes and shares of subgroups, which never leave, are attacked but not among them,
    nor who has started and is not counted in uptake. `of_topics` says, by topic, how many small counts there
    were, how many others, and how many of those were told.
    """

    found: tuple[Found, ...]
    n_small: int
    kept: tuple[float, ...]
    of_topics: Mapping[str, tuple[int, int, int]] = field(default_factory=dict)


def attack(editions: Sequence[Edition]) -> Outcome:
    """Everything released of one study at these cuts, oldest first, against every small count withheld.

    Of the counts of persons those that the public edition has a row for: what the totals grow by is told.
    """
    puzzle = Puzzle()
    small: list[tuple[Edition, tuple, list]] = []
    kept = []
    n_small, n_others, n_told = Counter(), Counter(), Counter()
    for edition in editions:
        _know(puzzle, edition, _cells(edition))
        counts, exact = list(_counts(edition)), _numbers(edition)
        for name, group, n, n_true in counts:
            if n is None and is_small(n_true):
                small.append((edition, name, group))
                n_small[name[0]] += 1
            elif not rests_on_few(name, n_true, exact) and _is_offered(name):
                n_others[name[0]] += 1
                n_told[name[0]] += n is not None
        others = _others(counts, exact)
        kept.append(sum(others) / max(1, len(others)))
    cuts.know_series(puzzle, [edition.cut for edition in editions])
    of_topics = {topic: (n_small[topic], n_others[topic], n_told[topic]) for topic in n_small | n_others}
    return Outcome(_found_out(puzzle, small), len(small), tuple(kept), of_topics)


def attack_alone(edition: Edition) -> Outcome:
    """Everything released of one study at one cut, against every small count, with a row in public or not."""
    told, exact = _cells(edition), _cells(edition, exact=True)
    puzzle = Puzzle()
    _know(puzzle, edition, told)
    small = [
        (edition, name, group)
        for name, (group, n) in exact.items()
        if is_small(n) and told.get(name, (group, None))[1] is None
    ]
    return Outcome(_found_out(puzzle, small), len(small), ())


def counts_kept(edition: Edition) -> list[bool]:
    """Of the counts of persons that are not small, the same persons counted once, whether each was told."""
    return _others(list(_counts(edition)), _numbers(edition))


Cells = dict[tuple, tuple[list, int | None]]
"""Unknowns and number of every count; the number is missing where it is withheld."""


def _cells(edition: Edition, exact: bool = False) -> Cells:
    return {name: (group, n) for family in FAMILIES for name, group, n in family.cells(edition, exact)}


Counted = tuple[tuple, list, int | None, int]
"""Name, unknowns and number of a count, as it was told, and the true number."""


def _counts(edition: Edition) -> Iterator[Counted]:
    """Every count of persons that the public edition has a row for."""
    told, exact = _cells(edition), _cells(edition, exact=True)
    of_estimates = {name for name in exact if name[0] == "treated" or name[0].startswith("share_")}
    for name in told.keys() | of_estimates:
        group, n = told.get(name, (exact[name][0] if name in exact else [], None))
        yield name, group, n, _true_size(name, exact)


def _numbers(edition: Edition) -> dict[tuple, int | None]:
    return {name: n for name, (_, n) in _cells(edition, exact=True).items()}


def _others(counts: Sequence[Counted], exact: Mapping[tuple, int | None]) -> list[bool]:
    """Of those that rest on no small number, the same persons counted once, whether each was told."""
    others: dict[frozenset, bool] = {}
    for name, group, n, n_true in counts:
        if not rests_on_few(name, n_true, exact) and _is_offered(name):
            persons = frozenset(group)
            others[persons] = others.get(persons, False) or n is not None
    return list(others.values())


def rests_on_few(name: tuple, n: int, exact: Mapping[tuple, int | None]) -> bool:
    """Whether a count is small, or of a share whose persons, with the answer or without it, are few."""
    if name[0] != bases.SHARE_OF_USE:
        return is_small(n)
    of, had = (exact[*name[:-1], one] or 0 for one in ("of", "had"))
    return any(map(is_small, (of, had, of - had)))


def _is_offered(name: tuple) -> bool:
    """Whether a count can leave: sizes and shares of subgroups never do."""
    return name[0] != bases.NOT_COUNTED and not divisions.is_of_subgroup(name)


def _know(puzzle: Puzzle, edition: Edition, told: Cells) -> None:
    for family in FAMILIES:
        family.know_structure(puzzle, edition.cut)
    for group, n in told.values():
        if n is not None:
            puzzle.is_exactly(group, n)


def _true_size(name: tuple, exact: Cells) -> int:
    """The number of persons behind a name: of years counted together, their sum."""
    if name in exact:
        return exact[name][1] or 0
    place = name.index("year") + 1 if "year" in name else None
    if place is None:
        return 0
    single = [(*name[:place], year, *name[place + 1 :]) for year in years_of(name[place])]
    return sum(exact[year][1] or 0 for year in single if year in exact)


def _found_out(puzzle: Puzzle, small: Sequence[tuple[Edition, tuple, list]]) -> tuple[Found, ...]:
    puzzle.look_around([(group, ()) for _, _, group in small])
    return tuple(
        Found(str(edition.cut), name)
        for edition, name, group in sorted(small, key=lambda one: (one[0].cut, str(one[1])))
        if not puzzle.hides_one_to_four(group)
    )
