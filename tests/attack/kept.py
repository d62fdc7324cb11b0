"""How much of what an edition has is told, of all that rests on no small number: of each kind, and in all."""

from collections.abc import Callable, Mapping

from tests.attack.answers import estimates_kept
from tests.attack.attack import counts_kept
from tests.attack.attack_prom import prom_kept
from tests.attack.curves import MEASURE, agreed_kept
from tests.attack.edition import Edition

KINDS: Mapping[str, Callable[[Edition], list[bool]]] = {
    "counts of persons": counts_kept,
    "survival at agreed times": agreed_kept,
    "other estimates": lambda edition: estimates_kept(edition, but=[MEASURE]),
    "patient-reported outcomes": prom_kept,
}
"""Of one study at one cut: whether each number that rests on no small one was told. No number is of two."""


def kept(edition: Edition) -> dict[str, tuple[int, int]]:
    """By kind, how many numbers rest on no small one, and how many of these were told."""
    told = {kind: of_kind(edition) for kind, of_kind in KINDS.items()}
    return {kind: (len(one), sum(one)) for kind, one in told.items()}
