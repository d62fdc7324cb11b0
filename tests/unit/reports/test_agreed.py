"""Protocol, rules of use and records on the pages: what was changed, and whose number is whose."""

import re
import shutil

import duckdb
import pytest

from pipelines.reports.agreed_page import evidence_beside_ours, notices
from pipelines.reports.coverage_page import SourceWords
from pipelines.reports.edition import open_edition
from pipelines.reports.language import language
from pipelines.reports.numbers import Numbers
from pipelines.reports.render import render_reports
from pipelines.reports.view import report_view
from schemas.agreement.decision_elsewhere import DECISIONS
from schemas.agreement.party import ROLES

ENGLISH = language("en")


def view_of(results, agreement_id):
    with open_edition(results) as edition:
        return report_view(edition, agreement_id)


def section(pages, agreement_id, name, code="en"):
    html = pages[f"{agreement_id}_2026-06-30_{code}.html"]
    return html.split(f'<section id="{name}"')[1].split("</section>")[0]


@pytest.mark.parametrize(
    ("agreement_id", "words"),
    [
        ("EX001", "The protocol was recorded 1\u00a0April\u00a02023, after the first data cut."),
        ("EX002", "The protocol was never recorded."),
        (
            "EX004",
            "The protocol was changed after it was recorded 1\u00a0December\u00a02021. Terms that differ: 3.",
        ),
    ],
)
def test_a_protocol_that_was_not_kept_is_said_in_the_summary_and_the_header(pages, agreement_id, words):
    html = pages[f"{agreement_id}_2026-06-30_en.html"]
    assert words in section(pages, agreement_id, "summary")
    assert 'href="#protocol"' in html.split("</header>")[0]


@pytest.mark.parametrize("agreement_id", ["EX003", "EX005"])
def test_a_protocol_recorded_in_time_gives_no_notice(results, pages, agreement_id):
    view = view_of(results, agreement_id)
    said = notices(view, SourceWords(view, ENGLISH, Numbers(ENGLISH)), ENGLISH, Numbers(ENGLISH))
    assert not any("protocol" in sentence for sentence in said)
    assert "before the first data cut, and not changed since" in pages[f"{agreement_id}_2026-06-30_en.html"]


def test_every_change_is_shown_with_its_place_and_escaped(pages):
    shown = section(pages, "EX004", "protocol")
    assert shown.count("outcome_measures[") == 3
    assert "<td>0.45</td><td>0.40</td>" in shown
    assert "<td>(nothing)</td><td>&lt;b&gt;EGFR&lt;/b&gt;</td>" in shown
    assert "<td>480</td><td>(nothing)</td>" in shown
    assert "a" * 64 in shown


def test_a_hash_of_confidential_terms_is_printed_with_what_it_is(pages):
    assert "d" * 64 in pages["EX004_2026-06-30_en.html"].split("</header>")[0]
    assert "nothing of what they say" in section(pages, "EX004", "protocol")
    assert "No confidential terms are recorded" in section(pages, "EX005", "protocol")


def test_parties_rules_and_decisions_have_a_section(pages):
    shown = section(pages, "EX004", "agreement")
    for role in ROLES:
        assert ENGLISH.text(f"role.{role}") in shown
    for decision in DECISIONS:
        assert ENGLISH.text(f"decision.kind.{decision}") in shown
    assert "date not known" in shown and "2024-11" in shown
    assert "treatment ended within 56 days after “progression” was recorded" in shown
    assert "it cannot be judged" in shown


def test_what_an_agreement_does_not_state_is_said(pages):
    shown = section(pages, "EX005", "agreement")
    for words in (
        "lists no parties",
        "no stop rule",
        "names no comparator",
        "names no subgroup",
        "No decision",
    ):
        assert words in shown, words


def test_evidence_stands_beside_our_number_for_the_same_measure_and_time(results):
    view = view_of(results, "EX004")
    trial, median, words = evidence_beside_ours(view, ENGLISH, Numbers(ENGLISH))
    assert trial.name == "Overall survival, 24 months (730 days)"
    assert trial.theirs.startswith("58% (52")
    assert trial.ours == view.estimate("overall_survival", "kaplan_meier", time_days=730)
    assert median.ours == view.estimate("treatment_duration_median", view.primary_variant)
    assert (words.name, words.ours) == ("", None)


def test_evidence_says_that_the_populations_differ(pages):
    shown = section(pages, "EX004", "assumptions")
    assert "The populations are not the same" in shown and "n = 279" in shown
    assert "Evidence received" not in section(pages, "EX005", "assumptions")


def test_the_exit_section_is_there_only_once_the_stop_date_has_come(pages):
    assert {name[:5] for name, html in pages.items() if '<section id="exit"' in html} == {"EX003"}
    shown = section(pages, "EX003", "exit")
    assert "On treatment at the stop date" in shown and "Oslo universitetssykehus" in shown


def test_compassionate_use_is_said_to_have_no_code(pages):
    assert "Compassionate use has no code" in section(pages, "EX004", "practice")
    assert "har ingen kode i noe register" in section(pages, "EX004", "practice", "nb")


def test_a_region_that_delivers_nothing_is_not_a_zero(pages):
    shown = section(pages, "EX004", "coverage")
    row = next(part for part in shown.split("<tr>") if "Helse Nord" in part and "nothing delivered" in part)
    assert not re.search(r">\s*0(\.0)?%?\s*<", row)


def test_reasons_of_gaps_are_escaped(pages):
    assert "The hospitals &lt;deliver&gt; no drug records" in section(pages, "EX004", "coverage")


DECIDED = (
    "insert into agreement.reassessment_decision values "
    "('EX004', '{day}', 'continued_for_subgroups', 'Under <60 only', 'Bare under <60', '{source}', false)"
)


def rendered_with(results, folder, statement):
    """The headers of both pages of EX004, Norwegian first."""
    return [page.split("</header>")[0] for page in pages_with(results, folder, statement)]


def test_a_decision_stands_in_the_header_in_both_languages(results, tmp_path):
    norwegian, english = rendered_with(
        results, tmp_path, DECIDED.format(day="2026-06-30", source="Minutes <1>")
    )
    assert "Continued for some groups, 30\u00a0June\u00a02026" in english
    assert "Under &lt;60 only" in english and "Minutes &lt;1&gt;" in english
    assert "Videreføres for noen grupper, 30." in norwegian and "Bare under &lt;60" in norwegian


def test_a_decision_after_the_cut_is_not_known_at_the_cut(results, tmp_path):
    _, english = rendered_with(results, tmp_path, DECIDED.format(day="2026-07-01", source="Minutes"))
    assert "Decided at the reassessment" not in english
    assert "Reassessment date" in english


@pytest.mark.parametrize(
    ("day", "dated", "is_known"),
    [
        ("date '2026-06-30'", "'2026-06-30'", True),
        ("date '2026-07-01'", "'2026-07-01'", False),
        ("null", "'2026-06'", True),
        ("null", "'2026-07'", False),
        ("null", "'2025'", True),
        ("null", "'2026'", False),
        ("null", "null", True),
    ],
)
def test_a_decision_elsewhere_is_shown_once_the_cut_has_come_past_it(results, tmp_path, day, dated, is_known):
    statement = (
        "insert into agreement.decision_elsewhere values "
        f"('EX004', 99, 'Late Body', 'DK', {day}, {dated}, 'recommended', 'Late', 'Sent', null, true)"
    )
    pages = pages_with(results, tmp_path, statement)
    assert [("Late Body" in page) for page in pages] == [is_known] * 2


def test_a_decision_in_a_month_counts_as_its_last_day(results, tmp_path):
    statement = (
        "insert into agreement.decision_elsewhere values "
        "('EX004', 99, 'Late Body', 'DK', null, '2026-05', 'recommended', 'Late', 'Sent', null, true);"
        "update edition.build set data_cut = date '{cut}'"
    )
    for cut, is_known in (("2026-05-30", False), ("2026-05-31", True)):
        pages = pages_with(results, tmp_path, statement.format(cut=cut))
        assert [("Late Body" in page) for page in pages] == [is_known] * 2


def test_evidence_received_after_the_cut_is_not_known_at_the_cut(results, tmp_path):
    for day, is_known in (("2026-07-01", False), ("2026-06-30", True)):
        statement = (
            "update agreement.evidence set provided_by = 'Late Provider', "
            f"received_date = date '{day}' where agreement_id = 'EX004' and evidence_id = 'median'"
        )
        pages = pages_with(results, tmp_path, statement)
        assert [("Late Provider" in page) for page in pages] == [is_known] * 2


def pages_with(results, folder, statement):
    """Both pages of EX004 of an edition in which something was changed."""
    copy = folder / "results.duckdb"
    shutil.copy(results, copy)
    with duckdb.connect(str(copy)) as connection:
        connection.execute(statement)
    return [
        page.read_text(encoding="utf-8")
        for page in render_reports(copy, folder, ["EX004"])
        if page.name.startswith("EX004")
    ]
