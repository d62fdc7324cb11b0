"""Writes the oversight of an edition: one page in each language, and the calendar of all milestones."""

from pathlib import Path

from pipelines.oversight.ics import calendar_text
from pipelines.oversight.language import oversight_language
from pipelines.oversight.milestones import milestone_events
from pipelines.oversight.page import oversight_context
from pipelines.oversight.view import Oversight, oversight_view
from pipelines.reports.edition import open_edition
from pipelines.reports.language import LANGUAGES
from pipelines.reports.numbers import Numbers
from pipelines.reports.standalone import overview_name, rendered, write_page

TEMPLATES = Path(__file__).parent / "templates"
CALENDAR = "oversight.ics"


def render_oversight(results: Path, folder: Path) -> list[Path]:
    """Write the pages and the calendar beside the reports; returns what was written.

    `results` is the edition's `results.duckdb`, opened read-only; released tables and agreements only. The
    same edition always gives the same bytes. Raises ReportError if the edition lacks a table or a row.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with open_edition(results) as edition:
        view = oversight_view(edition)
    pages = [write_page(folder / overview_name(code), _page(view, code)) for code in LANGUAGES]
    calendar = folder / CALENDAR
    calendar.write_bytes(_calendar(view).encode("utf-8"))
    return [*pages, calendar]


def _page(view: Oversight, code: str) -> str:
    words = oversight_language(code)
    numbers = Numbers(words)
    other = next(other for other in LANGUAGES if other != code)
    title = words.text("oversight.title")
    foot = f"{title} · {numbers.date(view.data_cut)} · {words.text('page.synthetic')}"
    context = oversight_context(view, words, numbers) | {
        "calendar": CALENDAR,
        "other_page": overview_name(other),
        "other_code": other,
    }
    return rendered("oversight.html.jinja", words, foot, context, (TEMPLATES,))


def _calendar(view: Oversight) -> str:
    norwegian, english = (oversight_language(code) for code in ("nb", "en"))
    name = " / ".join(words.text("oversight.title") for words in (norwegian, english))
    synthetic = norwegian.text("page.synthetic")
    return calendar_text(milestone_events(view, (norwegian, english)), f"{name} ({synthetic})", view.data_cut)
