"""The two languages of a report: one text catalogue each, same keys, same placeholders."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

from pipelines.methods.measure_terms import Term, Words

LANGUAGES = ("nb", "en")
FULL_NAMES = {"nb": "norwegian", "en": "english"}
CATALOGUES = Path(__file__).parent


class TextError(Exception):
    """A text that a report needs is not in the catalogue: the message names file, key and placeholder."""


@dataclass(frozen=True)
class Language:
    """The words of one language. `code` is its BCP 47 tag, as in the page's `lang`."""

    code: str
    texts: Mapping[str, Any]

    def text(self, key: str, **values: Any) -> str:
        """The text under a dotted key, its `{placeholders}` filled in."""
        found = self.texts.get(key)
        if not isinstance(found, str):
            raise TextError(f"{self.code}.yaml: expected a text under '{key}', found {found!r}")
        try:
            return found.format(**values)
        except KeyError as missing:
            raise TextError(f"{self.code}.yaml: '{key}' asks for {missing}, which was not given") from None

    def name_of(self, vocabulary: str, name: str | None) -> str:
        """A word of an open vocabulary (registers, milestones …); the plain name if it has no entry."""
        if name is None:
            return "–"
        return self.texts.get(f"{vocabulary}.{name}") or name.replace("_", " ")

    def words(self, words: Words) -> str:
        """The side of a catalogue entry that is in this language."""
        return getattr(words, FULL_NAMES[self.code])

    def label(self, term: Term) -> str:
        return self.words(term.label)

    def definition(self, term: Term) -> str:
        return self.words(term.definition)

    def of(self, row: Mapping[str, Any], column: str) -> str:
        """`description` of a row that carries `description_english` and `description_norwegian`."""
        return row[f"{column}_{FULL_NAMES[self.code]}"] or ""


@lru_cache
def language(code: str) -> Language:
    """The catalogue of a language, flattened to dotted keys."""
    tree = yaml.safe_load((CATALOGUES / f"{code}.yaml").read_text(encoding="utf-8"))
    return Language(code, dict(_flattened(tree)))


def placeholders(text: str) -> set[str]:
    """The names a text asks to be filled in."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def _flattened(tree: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _flattened(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value
