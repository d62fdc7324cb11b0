"""Numbers of persons that may not be told exactly, rounded: between which multiples of a step they lie.

The same number lies between the same two at every cut and in every row, whatever stands beside it: that it
has changed within them does not show.
"""

STEP = 10
"""Persons."""
LIMITS = ("at_least", "at_most")
ROUNDED = tuple(f"{name}_{limit}" for name in ("n", "n_events") for limit in LIMITS)
"""The columns of rounded numbers."""


def between(n: int) -> tuple[int, int]:
    """The smallest and the largest number that is rounded as `n` is."""
    low = n // STEP * STEP
    return low, low + STEP - 1


def rounded(name: str, limits: tuple[int, int]) -> dict[str, int]:
    """The columns that tell so of the number of that name."""
    return dict(zip((f"{name}_{limit}" for limit in LIMITS), limits, strict=True))
