"""Texts of an agreement stay text: on no page does one become an element, an attribute, a link or a sum."""

import re
import shutil

import duckdb
import pytest

from pipelines.oversight.render import render_oversight
from pipelines.reports.render import render_reports
from tests.unit.oversight.overseen_edition import write_edition
from tests.unit.reports.test_render import Page

HOSTILE = (
    "</td></script><script>alert(1)</script><img src=x onerror=alert(2)>\"' onmouseover='alert(3)' "
    "style='x' {{ 111 * 111 }}{% include '/etc/hostname' %}</style>&lt;b&gt;<a href='javascript:alert(4)'>"
    "x</a><!-- x --><svg onload=alert(5)> \\\r\n=HYPERLINK('x')"
)
FREE_TEXT = re.compile(
    r".*_(?:english|norwegian)|source|responsible|provided_by|drug_name|body|name|place|before|after"
)


def planted(database) -> list[str]:
    """Every free text of the agreements with a hostile one behind it; returns the columns."""
    with duckdb.connect(str(database)) as connection:
        columns = connection.execute(
            "select table_name, column_name from duckdb_columns() "
            "where schema_name = 'agreement' and data_type = 'VARCHAR' order by all"
        ).fetchall()
        chosen = [(table, column) for table, column in columns if FREE_TEXT.fullmatch(column)]
        for table, column in chosen:
            connection.execute(f"update agreement.{table} set {column} = {column} || ?", [HOSTILE])
    return [f"{table}.{column}" for table, column in chosen]


AGREEMENTS = ["EX001", "EX004", "EX006"]
"""A small one, the large one with a comparator, and a proposal."""


@pytest.fixture(scope="module")
def hostile_pages(results, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    reports, overseen = folder / "results.duckdb", write_edition(folder / "overseen.duckdb")
    shutil.copy(results, reports)
    assert len(planted(reports)) > 40 and len(planted(overseen)) > 40
    written = [
        *render_reports(reports, folder / "out", AGREEMENTS),
        *render_oversight(overseen, folder / "out"),
    ]
    return {path.name: path.read_text(encoding="utf-8") for path in written if path.suffix == ".html"}


def test_the_texts_are_there_to_be_read(hostile_pages):
    shown = [name for name, html in hostile_pages.items() if "alert(1)" in Page(html).text]
    assert {"EX001_2026-06-30_en.html", "EX006_2026-06-30_nb.html", "oversight.en.html"} <= set(shown)
    assert sum(html.count("alert(1)") for html in hostile_pages.values()) > 100


def test_no_text_becomes_an_element_or_an_attribute(hostile_pages):
    for name, html in hostile_pages.items():
        page = Page(html)
        assert not {"script", "img", "iframe", "object", "embed", "b"} & {tag for tag, _ in page.elements}, (
            name
        )
        attributes = [(key, value or "") for _, given in page.elements for key, value in given.items()]
        assert [key for key, _ in attributes if key.startswith("on") or key == "style"] == [], name
        assert [value for key, value in attributes if key == "href" and ":" in value] == [], name
        assert page.open == [], name


def test_a_text_does_not_leave_the_page_s_style(hostile_pages):
    assert {html.count("<style>") for html in hostile_pages.values()} == {1}
    assert {html.count("</style>") for html in hostile_pages.values()} == {1}


def test_no_text_is_a_template(hostile_pages):
    for name, html in hostile_pages.items():
        assert "12321" not in html, name
        assert html.count("{{ 111 * 111 }}") == html.count("alert(1)"), name
