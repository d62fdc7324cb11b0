"""Writes the reports of an edition: HTML pages that stand alone, in two languages, and their index."""

import base64
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from pipelines.reports.edition import Edition, ReportError, open_edition
from pipelines.reports.language import LANGUAGES, Language, language
from pipelines.reports.numbers import Numbers
from pipelines.reports.page import proposal_context, report_context
from pipelines.reports.view import Report, report_view

TEMPLATES = Path(__file__).parent / "templates"


def render_reports(results: Path, out: Path, agreement_ids: list[str] | None = None) -> list[Path]:
    """Write the pages of the named agreements (all if none are named) and an index; returns what was written.

    `results` is the edition's `results.duckdb`, opened read-only; `out` is made if it does not exist. The
    same edition always gives the same bytes. Raises ReportError if the edition lacks a table or agreement.
    """
    out.mkdir(parents=True, exist_ok=True)
    with open_edition(results) as edition:
        known = [row["agreement_id"] for row in edition.rows("agreement.agreement", order_by="agreement_id")]
        wanted = known if agreement_ids is None else agreement_ids
        for agreement_id in wanted:
            if agreement_id not in known:
                raise ReportError(f"{results}: expected one of {', '.join(known)}, found {agreement_id}")
        views = [report_view(edition, agreement_id) for agreement_id in known]
        written = [
            _write(out / _page_name(view, code), _page(view, code))
            for view in views
            if view.agreement_id in wanted
            for code in LANGUAGES
        ]
        return [*written, _write(out / "index.html", _index(edition, views, out))]


def _page(view: Report, code: str) -> str:
    words = language(code)
    numbers = Numbers(words)
    other = next(other for other in LANGUAGES if other != code)
    make = proposal_context if view.is_proposal else report_context
    foot = f"{view.agreement_id} · {numbers.date(view.data_cut)} · {words.text('page.synthetic')}"
    template = "proposal.html.jinja" if view.is_proposal else "report.html.jinja"
    context = make(view, words, numbers) | {"other_page": _page_name(view, other), "other_code": other}
    return _rendered(template, words, foot, context)


def _index(edition: Edition, views: list[Report], out: Path) -> str:
    """Every agreement of the edition, linked where its pages are in the folder."""
    words, english = language("nb"), language("en")
    entries = []
    for view in views:
        pages = {code: _page_name(view, code) for code in LANGUAGES}
        entries.append((view, pages if all((out / page).exists() for page in pages.values()) else None))
    context = {
        "build": edition.build(),
        "entries": entries,
        "english": english,
        "english_num": Numbers(english),
    }
    return _rendered("index.html.jinja", words, words.text("page.synthetic"), context)


def _rendered(template: str, words: Language, foot: str, context: dict[str, Any]) -> str:
    environment = _environment()
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
        **context,
    )


@lru_cache
def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(TEMPLATES),
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


def _page_name(view: Report, code: str) -> str:
    return f"{view.agreement_id}_{view.data_cut.isoformat()}_{code}.html"


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="\n")
    return path
