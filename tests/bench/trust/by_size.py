"""What attacks find in invented studies, by how many new starters these have."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from tests.attack.edition import Edition
from tests.attack.study import SIZES, Study, studies

SEED = 1
PART = 50
"""Studies published together."""
Size = tuple[int, int]
"""Fewest and most new starters."""
Found = TypeVar("Found")


def found_by_size(
    n_studies: int,
    publish: Callable[[Sequence[Study]], Sequence[Edition]],
    attack: Callable[[Sequence[Edition], Study], Found],
) -> dict[Size, list[Found]]:
    """What `attack` finds in the editions of each study; `publish` makes them for a part of the studies."""
    chosen = studies(n_studies, SEED)
    found: dict[Size, list[Found]] = {size: [] for size in SIZES}
    for first in range(0, n_studies, PART):
        part = chosen[first : first + PART]
        editions = publish(part)
        for place, study in enumerate(part, start=first):
            series = [edition.of(study.agreement_id) for edition in editions]
            found[SIZES[place % len(SIZES)]].append(attack(series, study))
    return found


def named(size: Size) -> str:
    """A class of size, as a table says it."""
    fewest, most = size
    return f"{fewest} to {most}"
