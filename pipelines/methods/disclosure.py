"""What is a small number of persons: a count of 1 to 4 is withheld, and so is all that would give it away.

The threshold of 5 is a setting per register; zero is not a person. Which counts leave together decides
`withholding`.
"""

THRESHOLD = 5


def is_sensitive(count: int, threshold: int = THRESHOLD) -> bool:
    """True for a count of persons small enough to be withheld."""
    return 0 < count < threshold
