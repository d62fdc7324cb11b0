"""Which unknown column of a file is probably a known one under another name? By place, else by likeness."""

import difflib
import unicodedata
from collections.abc import Sequence

LIKENESS = 0.75
"""Least share of letters two names have in common, in order (Ratcliff and Metzener, 1988, as in difflib)."""


def renamed(header: Sequence[str], columns: Sequence[str], unknown: Sequence[str]) -> dict[str, str]:
    """Schema's name → delivered name, for columns of the schema that the header lacks.

    First an unknown name in the very place of a missing one, then one between the same two neighbours (other
    columns being new or gone), then one that is spelled much alike. Each name is used once.
    """
    found: dict[str, str] = {}
    for pairs in (_in_place(header, columns), _between(header, columns), _alike(columns, header, unknown)):
        for column, name in pairs:
            is_open = column not in header and column not in found
            if is_open and name in unknown and name not in found.values():
                found[column] = name
    return {column: found[column] for column in columns if column in found}


def _in_place(header: Sequence[str], columns: Sequence[str]) -> list[tuple[str, str]]:
    return list(zip(columns, header, strict=True)) if len(header) == len(columns) else []


def _between(header: Sequence[str], columns: Sequence[str]) -> list[tuple[str, str]]:
    places = {around: name for name, around in _neighbours(header)}
    return [(column, places[around]) for column, around in _neighbours(columns) if around in places]


def _neighbours(names: Sequence[str]) -> list[tuple[str, tuple[str, str]]]:
    """Each name with those before and behind it; at the ends of the line none is a neighbour too."""
    line = ["", *names, ""]
    return [(name, (line[at], line[at + 2])) for at, name in enumerate(names)]


def _alike(columns: Sequence[str], header: Sequence[str], unknown: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs of a missing and an unknown name, most alike first."""
    pairs = [
        (difflib.SequenceMatcher(None, _letters(column), _letters(name)).ratio(), column, name)
        for column in columns
        if column not in header
        for name in unknown
    ]
    likely = sorted((pair for pair in pairs if pair[0] >= LIKENESS), key=lambda pair: -pair[0])
    return [(column, name) for _, column, name in likely]


def _letters(name: str) -> str:
    """A name without case, accents and signs; ø and æ are often written out."""
    plain = name.casefold().replace("ø", "o").replace("æ", "ae").replace("å", "a")
    return "".join(sign for sign in unicodedata.normalize("NFKD", plain) if sign.isalnum())
