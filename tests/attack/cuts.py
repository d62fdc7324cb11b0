"""A series of cuts: whoever has started stays, and a year that is over gets nobody new."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from tests.attack import bases, topics
from tests.attack.divisions import CONTEXTS, SEXES
from tests.attack.flow import COHORTS, COMBINATIONS, EARLIER, PLACES
from tests.attack.puzzle import Puzzle


def know_series(puzzle: Puzzle, cuts: Sequence[date]) -> None:
    """What holds between one cut and the next."""
    for before, after in pairwise(cuts):
        puzzle.is_exactly([(after, EARLIER)], 0, [(before, EARLIER)])
        for divided, places in PLACES.items():
            for place in places:
                for combination in COMBINATIONS:
                    name = (divided, place, combination)
                    _grows(puzzle, before, after, name, divided == "year" and place < str(before.year))
        for year in PLACES["year"]:
            for context in CONTEXTS:
                _grows(puzzle, before, after, ("context", year, context), year < str(before.year))
        for verdict in COHORTS["all_treated"]:
            for sex in SEXES:
                _grows(puzzle, before, after, ("sex", verdict, sex), False)
        for family in (topics, bases):
            family.know_series(puzzle, before, after)


def _grows(puzzle: Puzzle, before: date, after: date, name: tuple, is_over: bool) -> None:
    puzzle.know([(after, *name)], 0, 0 if is_over else float("inf"), [(before, *name)])
