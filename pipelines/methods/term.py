"""A name used in results, with its label and its definition in both languages of the reports."""

from dataclasses import dataclass
from typing import TypeVar


@dataclass(frozen=True)
class Words:
    """The same words in both languages of the reports."""

    english: str
    norwegian: str


@dataclass(frozen=True)
class Term:
    """A name used in results, its label and its definition in one sentence."""

    name: str
    label: Words
    definition: Words


Named = TypeVar("Named", bound=Term)


def by_name(*terms: Named) -> dict[str, Named]:
    """The terms under their own names, in the order given."""
    return {term.name: term for term in terms}
