"""How parts of an agreement become cells: both languages, the origin, exact numbers as floating ones."""

from typing import Any

from pipelines.agreements.words import Sourced, Text
from pipelines.methods.term import Words

Row = dict[str, Any]


def in_both_languages(text: Text | Words, name: str = "description") -> Row:
    """Two cells, `<name>_english` and `<name>_norwegian`."""
    return {f"{name}_english": text.english, f"{name}_norwegian": text.norwegian}


def origin(part: Sourced) -> Row:
    """The source of a part, or that it is invented."""
    return {"source": part.source, "is_invented": part.is_invented}


def as_float(number: Any) -> float | None:
    """A number of the file as the tables hold it."""
    return None if number is None else float(number)


def limits(part: Any, *names: str) -> Row:
    """Numbers of a part under their own names."""
    return {name: as_float(getattr(part, name)) for name in names}
