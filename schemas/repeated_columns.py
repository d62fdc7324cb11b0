"""Columns that a register repeats with a number in the name: declared once, counted out here."""

from collections.abc import Iterable
from typing import Any

from schemas.table import Table, column


def repeated(
    base: type[Table], names: Iterable[str], data_type: Any, english: str, norwegian: str, **constraints: Any
) -> type[Table]:
    """A table with the columns of `base` and one more, always nullable, for each of `names`.

    The descriptions are templates: `{name}` becomes the name of the column. The class is built by calling
    `type` with its annotations, which means the same on every Python version.
    """
    annotations = {name: data_type for name in names}
    declared = {
        name: column(english.format(name=name), norwegian.format(name=name), nullable=True, **constraints)
        for name in annotations
    }
    body = {"__module__": base.__module__, "__doc__": base.__doc__, "__annotations__": annotations}
    return type(base.__name__, (base,), body | declared)
