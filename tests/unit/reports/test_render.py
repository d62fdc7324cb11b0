"""The pages stand alone, say what they are, show nothing withheld and can be read by everyone."""

import base64
import hashlib
import re
import shutil
from html.parser import HTMLParser

import duckdb
import pytest

from pipelines.agreements.read import read_agreements
from pipelines.agreements.tables import agreement_tables
from pipelines.reports.edition import ReportError
from pipelines.reports.render import render_reports
from tests.unit.reports.invented_edition import AGREEMENTS, WITHHELD_MARK

VOID = {"meta", "link", "img", "br", "hr", "input"}


class Page(HTMLParser):
    """What the tests ask of a page: its elements, its text and whether its tags are closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.text += data

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def parsed(pages):
    return {name: Page(html) for name, html in pages.items()}


def test_every_agreement_has_a_page_in_each_language_and_there_is_an_index(pages):
    reports = {f"EX00{n}_2026-06-30_{code}.html" for n in range(1, 7) for code in ("nb", "en")}
    assert set(pages) == reports | {"index.html"}


def test_pages_ask_for_nothing_from_anywhere(pages, parsed):
    for name, html in pages.items():
        assert not re.search(r"(?i)https?:|//[a-z0-9]+\.|url\(|@import|<script|<iframe|javascript:", html), (
            name
        )
        assert not any(
            tag in ("script", "img", "link", "object", "embed") for tag, _ in parsed[name].elements
        )
        assert not any(
            "style" in attributes or "src" in attributes for _, attributes in parsed[name].elements
        )


def test_links_lead_to_pages_that_are_there_and_to_places_on_the_page(pages, parsed):
    for name, page in parsed.items():
        ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
        assert len(ids) == len(set(ids)), name
        for link in page.all("a"):
            assert link["href"] in pages or link["href"].removeprefix("#") in ids, (name, link)


def test_the_policy_allows_this_very_style_and_nothing_else(pages):
    for html in pages.values():
        style = re.search(r"<style>(.*?)</style>", html, re.DOTALL).group(1)
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        assert f"default-src 'none'; style-src 'sha256-{digest}'" in html.replace("&#39;", "'")


def test_every_page_says_that_the_data_are_synthetic_on_screen_and_on_every_sheet(pages, parsed):
    for name, page in parsed.items():
        words = "Synthetic data" if name.endswith("_en.html") else "Syntetiske data"
        assert words in page.text, name
        assert words in re.search(r"@bottom-left \{ content: (.*?);", pages[name]).group(1), name
        assert "display: table-header-group" in pages[name]


def test_nothing_withheld_is_shown(pages):
    shown = re.compile("8[,\u202f\u00a0 ]?881")
    assert str(WITHHELD_MARK) == "8881"
    # A protocol's hash may hold these digits by chance.
    told = {name: re.sub("[0-9a-f]{64}", "", html) for name, html in pages.items()}
    assert {name for name, html in told.items() if shown.search(html)} == set()


def test_withheld_numbers_are_marked_and_explained(parsed):
    page = parsed["EX002_2026-06-30_en.html"]
    assert page.text.count("–†") > 30
    assert "A count of 1 to 4 persons is never shown" in page.text
    assert "The curve is withheld" in page.text


def test_nothing_is_left_undefined(parsed):
    for name, page in parsed.items():
        assert not re.search(r"\b(None|nan|Undefined|True|False|datetime|Decimal)\b|[{}]", page.text), name
        assert page.open == [], name


def test_pages_are_in_their_language(parsed):
    for name, page in parsed.items():
        assert page.all("html")[0]["lang"] == ("en" if name.endswith("_en.html") else "nb"), name


def test_both_languages_show_the_same_parts(parsed):
    parts = ("section", "tr", "svg", "h2", "h3")
    for n in range(1, 7):
        norwegian, english = (
            [tag for tag, _ in parsed[f"EX00{n}_2026-06-30_{code}.html"].elements if tag in parts]
            for code in ("nb", "en")
        )
        assert norwegian == english


def test_tables_and_drawings_can_be_read_aloud(parsed):
    for name, page in parsed.items():
        assert all(cell.get("scope") in ("col", "row", "rowgroup", "colgroup") for cell in page.all("th")), (
            name
        )
        ids = {attributes.get("id") for _, attributes in page.elements}
        for drawing in page.all("svg"):
            assert drawing["role"] == "img"
            named = drawing.get("aria-labelledby", "").split()
            assert drawing.get("aria-label") or (named and set(named) <= ids), name


def test_the_numbers_stand_in_each_language(parsed):
    english, norwegian = (parsed[f"EX004_2026-06-30_{code}.html"].text for code in ("en", "nb"))
    assert "1,412 new patients" in english
    assert "1\u202f412 nye pasienter" in norwegian
    assert "30\u00a0June\u00a02026" in english
    assert "30.06.2026" in norwegian


def test_open_medians_are_printed_as_such(parsed):
    english = parsed["EX001_2026-06-30_en.html"].text.replace("\u2060", "").replace("\u00a0", " ")
    assert re.search(r"\d+\.\d \(\d+\.\d–not reached\)", english)
    assert "Median survival is not reached" in parsed["EX005_2026-06-30_en.html"].text


def test_a_proposal_shows_no_measurement(parsed):
    page = parsed["EX006_2026-06-30_en.html"]
    assert "This is a proposal, not an agreement. Nothing is measured." in page.text
    assert not page.all("svg")
    assert not re.search(r"Observed|Holds|Cannot tell yet|n = \d", page.text)


def test_a_proposal_says_why_it_is_one_and_what_one_would_want_to_know(parsed):
    text = parsed["EX006_2026-06-30_nb.html"].text
    for words in (
        "ingenting ble innført",
        "Finnes det noen å lære av?",
        "50\u00a0pasienter per år",
        "Hvis svaret er nei",
    ):
        assert words in text, words


def test_every_statement_of_an_agreement_stands_on_its_page_once_in_its_language(parsed):
    for row in agreement_tables(read_agreements(AGREEMENTS))["statement"].iter_rows(named=True):
        for code, side in (("en", "english"), ("nb", "norwegian")):
            text = parsed[f"{row['agreement_id']}_2026-06-30_{code}.html"].text
            assert text.count(row[f"text_{side}"]) == 1, (row["agreement_id"], row["kind"], code)
            assert (row["unit_english"] or "") in text or code == "nb"
            assert (row["source"] or "") in text


def test_invented_statements_are_marked(pages):
    plan = pages["EX001_2026-06-30_en.html"].split('id="plan"')[1].split("</section>")[0]
    assert plan.split("No new patients start")[1].split("</dd>")[0].count("invented") == 1
    background = [pages[f"EX00{n}_2026-06-30_en.html"].split('id="background"')[1] for n in (1, 4)]
    assert [part.split("</section>")[0].count('class="tag"') for part in background] == [0, 2]


def test_a_price_says_what_it_is_for_in_the_language_of_the_page(parsed):
    english, norwegian = (parsed[f"EX004_2026-06-30_{code}.html"].text for code in ("en", "nb"))
    assert "per pack of 30 tablets" in english and "per pack of" not in norwegian
    assert "per pakning med 30 tabletter" in norwegian


def test_a_number_of_persons_is_a_count_without_an_interval(results, tmp_path):
    copy = tmp_path / "results.duckdb"
    shutil.copy(results, copy)
    with duckdb.connect(str(copy)) as connection:
        connection.execute(
            "update released.assessment set observed = 402, observed_lower = 40100, observed_upper = 90900 "
            "where measure = 'number_treated' and agreement_id = 'EX004'"
        )
        connection.execute(
            "update released.estimate set lower = 40100, upper = 90900 "
            "where measure = 'number_treated' and agreement_id = 'EX004'"
        )
    page = render_reports(copy, tmp_path, ["EX004"])[1].read_text(encoding="utf-8")
    assert "observed 402" in Page(page).text
    assert "40,100" not in page and "90,900" not in page
    assert "100,000" not in page  # the end of a scale that would reach to the upper limit


def test_several_biomarkers_have_a_share_tested_each(results, tmp_path):
    copy = tmp_path / "results.duckdb"
    shutil.copy(results, copy)
    with duckdb.connect(str(copy)) as connection:
        connection.execute(
            "update released.estimate set subgroup = 'criterion', level = 'egfr_mutation' "
            "where measure = 'share_tested' and level = '3'"
        )
    page = render_reports(copy, tmp_path, ["EX004"])[1].read_text(encoding="utf-8")
    shown = page.split('aria-label="Share tested"')[1].split("</table>")[0]
    assert "A positive test for an EGFR mutation" in shown and "Helse" not in shown


def test_the_same_edition_gives_the_same_bytes(results, pages, tmp_path):
    again = render_reports(results, tmp_path, ["EX003"])
    assert all(path.read_text(encoding="utf-8") == pages[path.name] for path in again[:2])


def test_named_agreements_only_and_the_index_links_what_is_there(results, tmp_path):
    written = render_reports(results, tmp_path, ["EX006"])
    assert [path.name for path in written] == [
        "EX006_2026-06-30_nb.html", "EX006_2026-06-30_en.html", "index.html",
    ]  # fmt: skip
    links = {link["href"] for link in Page(written[-1].read_text(encoding="utf-8")).all("a")}
    assert links == {"#report", "EX006_2026-06-30_nb.html", "EX006_2026-06-30_en.html"}


def test_text_from_the_agreement_is_escaped(results, tmp_path):
    copy = tmp_path / "results.duckdb"
    shutil.copy(results, copy)
    with duckdb.connect(str(copy)) as connection:
        connection.execute("update agreement.agreement set title_english = '<script>x</script>{{ 1 + 1 }}'")
    page = render_reports(copy, tmp_path, ["EX004"])[1].read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;x&lt;/script&gt;{{ 1 + 1 }}" in page


def test_an_unknown_agreement_is_refused(results, tmp_path):
    with pytest.raises(ReportError, match=r"results\.duckdb: expected one of EX001, .*, found EX999"):
        render_reports(results, tmp_path, ["EX999"])


def test_a_missing_edition_is_refused(tmp_path):
    with pytest.raises(ReportError, match="found no such file"):
        render_reports(tmp_path / "results.duckdb", tmp_path)


@pytest.mark.parametrize(
    "table",
    [
        *("released.person_count", "released.coverage", "released.completeness", "released.source_gap"),
        *("released.reporting_delay", "agreement.party", "agreement.evidence", "agreement.protocol_change"),
        "agreement.reassessment_decision",
    ],
)
def test_an_edition_without_a_table_is_refused(results, tmp_path, table):
    copy = tmp_path / "results.duckdb"
    shutil.copy(results, copy)
    with duckdb.connect(str(copy)) as connection:
        connection.execute(f"drop table {table}")
    with pytest.raises(ReportError, match=rf"expected a table {re.escape(table)}, found none"):
        render_reports(copy, tmp_path)


def test_net_survival_stands_beside_overall_survival_and_says_whose_life_table_it_rests_on(parsed):
    for code, words, title in (
        ("en", ("Net survival", "Expected survival", "Ederer II", "Life table: An office (2000–2024)."),
         "Survival beside the general population’s"),
        ("nb", ("Netto overlevelse", "Forventet overlevelse", "Dødelighetstabell: An office (2000–2024)."),
         "Overlevelse sammenlignet med befolkningen"),
    ):  # fmt: skip
        section = parsed[f"EX004_2026-06-30_{code}.html"].text.split(title)[1]
        assert all(word in section.split("Carried forward from 2024 (2025–2026).")[0] for word in words)
    assert "98%" in parsed["EX004_2026-06-30_en.html"].text.split("beside the general population’s")[1]
    assert "beside the general population’s" not in parsed["EX006_2026-06-30_en.html"].text
