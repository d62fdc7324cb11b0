"""Coverage, completeness and gaps: what is low, what is withheld, and what is said of it."""

import shutil
from datetime import date

import duckdb
import pytest

from pipelines.reports.agreed_page import notices
from pipelines.reports.coverage import Coverage, Filled
from pipelines.reports.coverage_page import RESTS_ON, SourceWords, heat
from pipelines.reports.edition import open_edition
from pipelines.reports.language import language
from pipelines.reports.numbers import Numbers
from pipelines.reports.page import SECTIONS
from pipelines.reports.view import report_view

ENGLISH = language("en")


@pytest.fixture(scope="module")
def view(results):
    with open_edition(results) as edition:
        return report_view(edition, "EX004")


@pytest.fixture(scope="module")
def words(view):
    return SourceWords(view, ENGLISH, Numbers(ENGLISH))


def filled(month, n, n_present, hospital_id="all"):
    return {
        "register": "inspire", "hospital_id": hospital_id, "month": month, "variable": "dose", "n": n,
        "n_present": n_present, "suppressed": n_present is None,
    }  # fmt: skip


def of(*rows):
    return Coverage(coverage=[], completeness=rows, delays=[], gaps=[])


def test_a_register_that_holds_too_few_is_said_on_top_and_no_other(view, words):
    said = notices(view, words, ENGLISH, Numbers(ENGLISH))
    low = [sentence for sentence in said if sentence.startswith("Low coverage")]
    assert len(low) == 1
    assert "INSPIRE drug treatment holds 71.0% (66.0\u2060–\u206075.0)" in low[0] and "n = 400" in low[0]


def test_exactly_eighty_per_cent_is_not_low():
    row = {"register": "inspire", "grouping": "all", "level": "all", "suppressed": False}
    coverage = Coverage([row | {"share": 0.80}], [], [], [])
    assert coverage.low(["inspire"]) == []
    assert Coverage([row | {"share": 0.7999}], [], [], []).low(["inspire"]) != []
    assert Coverage([row | {"share": 0.7999}], [], [], []).low(["npr"]) == []


def test_a_coverage_that_may_not_be_told_is_said_to_be_withheld(results):
    with open_edition(results) as edition:
        view = report_view(edition, "EX002")
    said = notices(view, SourceWords(view, ENGLISH, Numbers(ENGLISH)), ENGLISH, Numbers(ENGLISH))
    assert sum("is withheld" in sentence for sentence in said) == len(
        [row for row in view.coverage.withheld(view.registers)]
    )
    assert not any(sentence.startswith("Low coverage") for sentence in said)


def test_months_are_put_together_and_what_is_withheld_leaves_the_share_open():
    coverage = of(
        filled(date(2026, 1, 1), 10, 9),
        filled(date(2026, 2, 1), 20, None),
        filled(date(2026, 3, 1), 10, 5),
        filled(date(2026, 4, 1), 10, 0),
        filled(date(2026, 7, 1), 10, 10),
        filled(date(2026, 8, 1), None, None),
    )
    assert coverage.quarters("inspire") == [date(2026, month, 1) for month in (1, 4, 7)]
    first = coverage.filled("inspire", "all", "dose", date(2026, 1, 1), 3)
    assert (first, first.n, first.limits) == (Filled(20, 14, 20), 40, (0.35, 0.85))
    assert coverage.filled("inspire", "all", "dose", date(2026, 4, 1), 3).limits == (0.0, 0.0)
    assert coverage.filled("inspire", "all", "dose", date(2026, 7, 1), 3).limits is None


def test_a_share_is_written_as_a_range_where_it_is_open(words):
    assert words.share(Filled(20, 14, 20)) == "35\u2060–\u206085%"
    assert words.share(Filled(20, 10)) == "50%"
    assert words.share(Filled(20, 10, 0, True)) == words.share(Filled(0, 0)) == ""


def test_the_last_year_goes_back_over_new_year():
    coverage = of(
        filled(date(2026, 2, 1), 10, 10), filled(date(2025, 3, 1), 10, 0), filled(date(2025, 2, 1), 9, 9)
    )
    assert coverage.last_year("inspire", "all", "dose") == Filled(20, 10)


def test_rows_without_a_date_are_shown_by_themselves():
    coverage = of(filled(None, 7, 2), filled(date(2026, 2, 1), 10, 10))
    assert coverage.has_undated("inspire")
    assert coverage.filled("inspire", "all", "dose", None, 3) == Filled(7, 2)
    assert coverage.filled("inspire", "all", "dose", date(2026, 1, 1), 3) == Filled(10, 10)
    undated = of(filled(None, 7, 2))
    assert undated.quarters("inspire") == [] and undated.last_month("inspire") is None


@pytest.mark.parametrize(
    ("n", "n_present", "step"),
    [(0, 0, "none"), (10, 0, "0"), (10, 4, "0"), (10, 5, "1"), (10, 8, "2"), (10, 9, "3"), (50, 49, "4")],
)
def test_the_colour_of_a_cell_follows_its_share(n, n_present, step):
    assert heat(Filled(n, n_present)) == step


def test_a_cell_has_a_colour_only_where_its_step_is_known():
    assert heat(Filled(100, 91, 1)) == "3"
    assert heat(Filled(20, 14, 20)) == heat(Filled(20, 20, 0, True)) == "none"


def test_a_gap_names_place_time_and_who_is_missing(words):
    gap = {
        "register": "inspire", "kind": "declared", "region_code": "5", "hospital_id": None, "gap_from": None,
        "gap_to": None, "n_seen_elsewhere": 12, "suppressed": False,
    }  # fmt: skip
    assert words.gap_in_short(gap) == "Helse Nord (INSPIRE drug treatment; persons seen in NPR: 12)"
    later = gap | {"gap_from": date(2025, 1, 1), "region_code": None, "hospital_id": "883974832"}
    assert words.place(later).replace("\u00a0", " ") == "St. Olavs hospital from 1 January 2025"
    assert words.place(gap | {"region_code": None}) == "the whole country"
    ended = words.place(gap | {"gap_to": date(2018, 12, 31)})
    assert ended.replace("\u00a0", " ") == "Helse Nord until 31 December 2018"
    assert words.seen_elsewhere(gap | {"n_seen_elsewhere": None}) == "how many is not known"
    hidden = gap | {"n_seen_elsewhere": None, "suppressed": True}
    assert words.seen_elsewhere(hidden) == "the number seen in NPR is withheld"
    assert words.seen_elsewhere(gap | {"n_seen_elsewhere": 0}) == "persons seen in NPR: 0"


def test_sections_that_rest_on_a_register_with_a_gap_say_so_and_no_others(view, words):
    warned = {section for section in SECTIONS if words.warning(section)}
    assert warned == set(RESTS_ON)
    assert "unknown, not zero" in words.warning("survival")


def test_a_gap_in_a_register_that_a_section_does_not_use_is_not_said_there(results, tmp_path):
    copy = tmp_path / "results.duckdb"
    shutil.copy(results, copy)
    with duckdb.connect(str(copy)) as connection:
        connection.execute("update released.source_gap set register = 'npr'")
    with open_edition(copy) as edition:
        words = SourceWords(report_view(edition, "EX004"), ENGLISH, Numbers(ENGLISH))
    assert {section for section in SECTIONS if words.warning(section)} == {
        "costs",
        "complications",
        "response",
    }


def test_the_agreed_lead_time_stands_beside_the_seen_one(words):
    assert words.agreed_delivery("inspire") == "every quarter, at most 72 days after the period ends"
    assert words.agreed_delivery("nornmd") == ""
