"""The words of the oversight page: those of the reports, and its own under `oversight.`."""

from functools import lru_cache
from pathlib import Path

from pipelines.reports.language import Language, language, read_words

WORDS = Path(__file__).parent / "words"


@lru_cache
def oversight_language(code: str) -> Language:
    """The texts of both, in one language."""
    return Language(code, {**language(code).texts, **read_words(WORDS / code)})
