"""Writes the reports of an edition: HTML pages that stand alone, in two languages, and their index."""

from pathlib import Path

from pipelines.reports.edition import PUBLIC, Edition, ReportError, open_edition
from pipelines.reports.language import LANGUAGES, Language, language
from pipelines.reports.numbers import Numbers
from pipelines.reports.page import proposal_context, report_context
from pipelines.reports.standalone import index_name, overview_name, page_name, rendered, write_page
from pipelines.reports.view import Report, report_view


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
            write_page(out / _page_name(view, code), _page(view, code))
            for view in views
            if view.agreement_id in wanted
            for code in LANGUAGES
        ]
        return [*written, write_page(out / index_name(edition.name), _index(edition, views, out))]


def _page(view: Report, code: str) -> str:
    words = language(code)
    numbers = Numbers(words)
    other = next(other for other in LANGUAGES if other != code)
    make = proposal_context if view.is_proposal else report_context
    foot = f"{view.agreement_id} · {numbers.date(view.data_cut)} · {_marked(view.edition, words)}"
    template = "proposal.html.jinja" if view.is_proposal else "report.html.jinja"
    context = make(view, words, numbers) | {
        "edition": view.edition,
        "basis": view.agreed.legal_basis,
        "index_page": index_name(view.edition),
        "other_page": _page_name(view, other),
        "other_code": other,
    }
    return rendered(template, words, foot, context)


def _index(edition: Edition, views: list[Report], out: Path) -> str:
    """Every agreement of the edition, and the oversight of all, linked where the pages are in the folder."""
    words, english = language("nb"), language("en")
    entries = []
    for view in views:
        pages = {code: _page_name(view, code) for code in LANGUAGES}
        entries.append((view, pages if all((out / page).exists() for page in pages.values()) else None))
    context = {
        "edition": edition.name,
        "build": edition.build(),
        "entries": entries,
        "overview": {code: overview_name(code) for code in LANGUAGES if (out / overview_name(code)).exists()},
        "english": english,
        "english_num": Numbers(english),
    }
    return rendered("index.html.jinja", words, _marked(edition.name, words), context)


def _marked(edition: str, words: Language) -> str:
    """What stands on every printed sheet: that the data are synthetic, and what must not be published."""
    of_edition = "" if edition == PUBLIC else f"{words.text(f'edition.{edition}')} · "
    return of_edition + words.text("page.synthetic")


def _page_name(view: Report, code: str) -> str:
    return page_name(view.agreement_id, view.data_cut, code, view.edition)
