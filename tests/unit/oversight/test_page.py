"""The page of all agreements stands alone, says who owes what, and shows no number that was withheld."""

import base64
import hashlib
import re
import shutil
from collections.abc import Mapping
from datetime import date

import duckdb
import pytest

from pipelines.oversight.render import render_oversight
from pipelines.reports.edition import ReportError
from tests.unit.oversight.overseen_edition import write_edition
from tests.unit.oversight.test_ics import parsed, unescaped
from tests.unit.reports.test_render import Page

PAGES = ("oversight.nb.html", "oversight.en.html")
AGREEMENTS = [f"EX00{number}" for number in range(1, 7)]


@pytest.fixture(scope="module")
def pages(written) -> Mapping[str, Page]:
    return {name: Page(written[name]) for name in PAGES}


def section(html: str, name: str) -> str:
    """The part of a page under one id, tags taken out."""
    inside = html.split(f'<section id="{name}">')[1].split("</section>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", inside))


def changed(overseen, tmp_path, *statements: str) -> dict[str, str]:
    """Files written from a copy of the edition in which the statements were run."""
    copy = tmp_path / "results.duckdb"
    shutil.copy(overseen, copy)
    with duckdb.connect(str(copy)) as connection:
        for statement in statements:
            connection.execute(statement)
    return {path.name: path.read_bytes().decode("utf-8") for path in render_oversight(copy, tmp_path)}


def test_two_pages_and_a_calendar_are_written(written):
    assert list(written) == [*PAGES, "oversight.ics"]


def test_pages_ask_for_nothing_and_the_policy_allows_this_style_only(written, pages):
    for name in PAGES:
        html = written[name]
        assert not re.search(r"(?i)https?:|//[a-z0-9]+\.|url\(|@import|<script|<iframe|javascript:", html)
        assert not any("style" in attributes for _, attributes in pages[name].elements)
        style = re.search(r"<style>(.*?)</style>", html, re.DOTALL).group(1)
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        assert f"default-src 'none'; style-src 'sha256-{digest}'" in html.replace("&#39;", "'")


def test_pages_are_whole_in_their_language_and_say_synthetic(pages):
    for name, language, words in zip(PAGES, ("nb", "en"), ("Syntetiske data", "Synthetic data"), strict=True):
        page = pages[name]
        assert page.open == []
        assert page.all("html")[0]["lang"] == language
        assert words in page.text
        assert not re.search(r"\b(None|nan|Undefined|True|False|datetime|Decimal)\b|[{}]", page.text), name


def test_both_languages_show_the_same_parts(pages):
    parts = ("section", "tr", "td", "svg", "path", "circle", "h2", "h3", "li")
    norwegian, english = ([tag for tag, _ in pages[name].elements if tag in parts] for name in PAGES)
    assert norwegian == english


def test_links_lead_to_places_on_the_page_to_its_neighbours_and_to_reports(written, pages):
    reports = {f"{name}_2026-06-30_{code}.html" for name in AGREEMENTS for code in ("nb", "en")}
    for name, page in pages.items():
        ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
        assert len(ids) == len(set(ids))
        for link in page.all("a"):
            target, _, place = link["href"].partition("#")
            assert target in written or target in reports or target == "index.html" or place in ids, link
            assert place == "assumptions" or not (target and place)
            if target in reports:
                assert target.endswith(f"_{name.split('.')[1]}.html")


def test_drawings_can_be_read_aloud_and_tables_say_what_heads_them(pages):
    for page in pages.values():
        ids = {attributes.get("id") for _, attributes in page.elements}
        assert len(page.all("svg")) == 2
        for drawing in page.all("svg"):
            assert set(drawing["aria-labelledby"].split()) <= ids
        assert all(cell["scope"] in ("col", "row") for cell in page.all("th"))


def test_no_number_behind_a_verdict_is_on_the_page(written):
    for html in written.values():
        assert "8881" not in html and "8,881" not in html


def test_what_is_late_stands_first_once_however_many_agreements_and_periods(written):
    attention = section(written["oversight.en.html"], "attention")
    late, due = attention.split("Due within 90 days")
    assert (
        "Norwegian Patient Registry data up to 30 April 2026 Due 19 June 2026 11 days late"
        in late.replace("\u00a0", " ")
    )
    assert late.count("Norwegian Patient Registry") == 1
    assert late.split("Norwegian Patient Registry")[1].count("EX00") == 5
    assert "8 periods" in late.split("National Population Register")[1]
    assert "Leverandør (supplier)" in late
    assert "Norwegian Patient Registry" not in due
    assert "INSPIRE" in due and "72 days left" in due
    assert "on the day of the data cut" in due


def test_nothing_to_attend_to_is_said(overseen, tmp_path):
    html = changed(overseen, tmp_path, "delete from released.obligation")["oversight.en.html"]
    attention = section(html, "attention")
    assert "Nothing is late at this cut." in attention
    assert "Nothing falls due within 90 days" in attention


def test_every_agreement_has_a_row_with_status_dates_and_verdicts(written):
    table = section(written["oversight.en.html"], "agreements").replace("\u00a0", " ")
    rows = dict(zip(AGREEMENTS, re.split(r"EX00\d", table)[1:], strict=True))
    assert "Reassessment due 3 late" in rows["EX001"]
    assert "31 December 2027 Legal" not in rows["EX001"] and "549 days left" in rows["EX001"]
    assert "Holds: 3" in rows["EX001"] and "Binding" in rows["EX001"]
    assert "Stopped" in rows["EX003"]
    assert "Proposal" in rows["EX006"] and "no assumption to judge" in rows["EX006"]
    assert "Binding" not in rows["EX006"] and "none planned" in rows["EX006"]


def test_an_agreement_lists_who_owes_what_the_evidence_received_and_each_verdict(written):
    text = section(written["oversight.en.html"], "EX001").replace("\u00a0", " ")
    assert "Norsk pasientregister, Folkehelseinstituttet Delivery: Norwegian Patient Registry" in re.sub(
        r" What ", " ", text
    )
    assert "RIALTO" in text and "received 24 April 2025" in text
    assert "CA: 1" in text and "SE: 2" in text
    assert text.count("Holds") == 3 and text.count("Does not hold") == 3
    assert "Median overall survival" in text


def test_a_proposal_is_owed_nothing_and_not_drawn(written, pages):
    text = section(written["oversight.en.html"], "EX006")
    assert "nobody owes it anything" in text
    drawn = written["oversight.en.html"].split('<section id="timeline">')[1].split("</section>")[0]
    assert "EX005" in drawn and "EX006" not in drawn


def test_evidence_received_after_the_cut_is_not_shown(overseen, tmp_path):
    later = "update agreement.evidence set received_date = date '2026-07-01'"
    html = changed(overseen, tmp_path, later)["oversight.en.html"]
    assert "RIALTO" not in html
    assert html.count("Nothing has been received.") == 6


DECIDED = (
    "update released.oversight set status = 'decided' where agreement_id = 'EX003'",
    "update released.obligation set status = 'done', done_date = date '2026-06-30' "
    "where agreement_id = 'EX003' and kind = 'reassessment'",
)


def test_a_stop_that_was_agreed_leaves_the_reassessment_owed(written):
    assert "Stopped, reassessment not decided" in section(written["oversight.en.html"], "agreements")
    due = section(written["oversight.en.html"], "attention").split("Due within 90 days")[1]
    assert "EX003" in due.split("Reassessment")[1].split("days left")[0]
    assert "Stoppet, revurdering ikke besluttet" in section(written["oversight.nb.html"], "agreements")


def test_a_decision_is_told_with_its_day_and_words_and_one_after_the_cut_is_not(overseen, tmp_path):
    decision = (
        "insert into agreement.reassessment_decision values "
        "('EX003', '{}', 'phased_out', 'No <new> patients', 'Ingen <nye> pasienter', null, true)"
    )
    html = changed(overseen, tmp_path, *DECIDED, decision.format("2026-06-30"))["oversight.en.html"]
    table = section(html, "agreements").replace("\u00a0", " ")
    assert "Decided Phased out, 30 June 2026" in table
    text = section(html, "EX003").replace("\u00a0", " ")
    assert "Decided 30 June 2026: Phased out. No &lt;new&gt; patients" in text
    assert re.search(r"Reassessment .*30 June 2026 .*decided", text)
    later = changed(overseen, tmp_path, decision.format("2026-07-01"))["oversight.en.html"]
    assert "Phased out" not in later


def test_text_from_an_agreement_is_escaped_on_the_page_and_in_the_calendar(overseen, tmp_path):
    files = changed(
        overseen,
        tmp_path,
        "update agreement.agreement set drug_name = '<script>x</script>, {{ 1 + 1 }}; y'",
        "update agreement.milestone set responsible = 'a' || chr(13) || chr(10) || 'END:VCALENDAR'",
    )
    assert "<script" not in files["oversight.en.html"]
    assert "{{ 1 + 1 }}" in files["oversight.en.html"]
    events = [values for name, values in parsed(files["oversight.ics"]) if name == "VEVENT"]
    assert all("<script>x</script>, {{ 1 + 1 }}; y" in unescaped(values["SUMMARY"]) for values in events)


def test_the_same_edition_gives_the_same_bytes(overseen, written, tmp_path):
    again = render_oversight(overseen, tmp_path)
    assert {path.name: path.read_bytes().decode("utf-8") for path in again} == written


@pytest.mark.parametrize(
    "table",
    ["released.oversight", "released.obligation", "agreement.evidence", "agreement.reassessment_decision"],
)
def test_an_edition_without_a_table_is_refused(overseen, tmp_path, table):
    with pytest.raises(ReportError, match=rf"expected a table {table}, found none"):
        changed(overseen, tmp_path, f"drop table {table}")


def test_an_agreement_without_a_row_is_named(overseen, tmp_path):
    with pytest.raises(ReportError, match="for every agreement, found none for EX004"):
        changed(overseen, tmp_path, "delete from released.oversight where agreement_id = 'EX004'")


def test_another_cut_is_judged_by_its_own_day(tmp_path):
    edition = write_edition(tmp_path / "results.duckdb", date(2026, 10, 15))
    html = render_oversight(edition, tmp_path)[1].read_text(encoding="utf-8")
    table = section(html, "agreements")
    assert "Reassessment overdue" in table and "passed 107 days ago" in table
    assert "Indicative" in table and "Binding" not in table
