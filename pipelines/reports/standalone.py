"""One HTML page that stands alone: its style inside, a policy that allows nothing else, ready to print."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from pipelines.reports.edition import PUBLIC
from pipelines.reports.language import Language
from pipelines.reports.numbers import Numbers

TEMPLATES = Path(__file__).parent / "templates"


def overview_name(code: str) -> str:
    """File of the page over all agreements in one language."""
    return f"oversight.{code}.html"


def page_name(agreement_id: str, data_cut: date, code: str, edition: str = PUBLIC) -> str:
    """File name of an agreement's report in one language; it tells what is not public."""
    of_edition = "" if edition == PUBLIC else f"{edition}_"
    return f"{agreement_id}_{data_cut.isoformat()}_{of_edition}{code}.html"


def index_name(edition: str = PUBLIC) -> str:
    """File of the page that lists an edition's reports."""
    return "index.html" if edition == PUBLIC else f"index_{edition}.html"


def rendered(
    template: str, words: Language, foot: str, context: Mapping[str, Any], folders: Sequence[Path] = ()
) -> str:
    """The page that a template makes of its context; `foot` stands on every printed sheet.

    Templates are looked up in `folders` first, then among those of the reports.
    """
    environment = _environment((*folders, TEMPLATES))
    style = environment.get_template("style.css.jinja").render(
        running_foot=foot, page_word=words.text("page.page_of")
    )
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return environment.get_template(template).render(
        language=words,
        t=words.text,
        num=Numbers(words),
        style=Markup(style),
        style_hash=f"sha256-{digest}",
        **{"edition": PUBLIC, "basis": None, **context},
    )


def write_page(path: Path, text: str) -> Path:
    """Write a page with the same bytes on every machine; returns its path."""
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


@lru_cache
def _environment(folders: tuple[Path, ...]) -> SandboxedEnvironment:
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["css_string"] = _css_string
    return environment


def _css_string(text: str) -> Markup:
    """A CSS string in which everything but letters, digits, blanks and full stops is a code point."""
    plain = (c if c.isascii() and (c.isalnum() or c in " .") else f"\\{ord(c):x} " for c in text)
    return Markup('"' + "".join(plain) + '"')
