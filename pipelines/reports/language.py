"""The two languages of a report: one folder of texts each, a file per theme; same keys, same placeholders."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

from pipelines.methods.term import Term, Words

LANGUAGES = ("nb", "en")
FULL_NAMES = {"nb": "norwegian", "en": "english"}
WORDS = Path(__file__).parent / "words"


class TextError(Exception):
    """A text that a report needs is missing or stands twice: the message names place, key and placeholder."""


@dataclass(frozen=True)
class Language:
    """The words of one language. `code` is its BCP 47 tag, as in the page's `lang`."""

    code: str
    texts: Mapping[str, Any]

    def text(self, key: str, **values: Any) -> str:
        """The text under a dotted key, its `{placeholders}` filled in."""
        found = self.texts.get(key)
        if not isinstance(found, str):
            raise TextError(f"words/{self.code}: expected a text under '{key}', found {found!r}")
        try:
            return found.format(**values)
        except KeyError as missing:
            raise TextError(f"words/{self.code}: '{key}' asks for {missing}, which was not given") from None

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
    """All texts of a language, flattened to dotted keys. A key stands in one file only."""
    return Language(code, read_words(WORDS / code))


def read_words(folder: Path) -> dict[str, Any]:
    """The texts of one folder by dotted key. Raises TextError where a key stands in two of its files."""
    texts: dict[str, Any] = {}
    for path in sorted(folder.glob("*.yaml")):
        found = dict(_flattened(yaml.safe_load(path.read_text(encoding="utf-8"))))
        twice = sorted(texts.keys() & found.keys())
        if twice:
            place = f"words/{folder.name}/{path.name}"
            raise TextError(f"{place}: expected each key once, found again: {twice[0]}")
        texts |= found
    return texts


def placeholders(text: str) -> set[str]:
    """The names a text asks to be filled in."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def _flattened(tree: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _flattened(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value
