"""What became of the treated: parts that add up, and bars only where every part is told."""

from dataclasses import replace

import pytest

from pipelines.reports.course_page import course_context
from pipelines.reports.edition import open_edition
from pipelines.reports.language import LANGUAGES, language
from pipelines.reports.numbers import Numbers
from pipelines.reports.view import report_view


@pytest.fixture
def view(results):
    with open_edition(results) as edition:
        yield report_view(edition, "EX004")


def context(view, code="en"):
    words = language(code)
    return course_context(view, words, Numbers(words))


def test_the_parts_fill_the_bar(view):
    """Still on treatment, stopped, changed and died, by the primary rule, at each time of the catalogue."""
    became = context(view)["end_of_treatment"]
    assert [words for words, _ in became.columns] == [
        "Still on treatment", "Treatment stopped", "Changed to a next line", "Died on treatment",
    ]  # fmt: skip
    assert len(became.rows) == 2 and became.is_told
    for row in became.rows:
        assert sum(part.width for part in row.bar) == pytest.approx(240, abs=0.3)
        assert {estimate["variant"] for estimate in row.estimates} == {view.primary_variant}


def test_a_withheld_part_takes_the_bar_with_it_and_is_not_said(view):
    hidden = [
        row | ({"suppressed": True, "estimate": None} if row["measure"] == "death_on_treatment" else {})
        for row in view.estimates
    ]
    became = context(replace(view, estimates=hidden))["end_of_treatment"]
    assert not became.is_told
    assert all(row.bar == [] and "Died" not in row.bar_text for row in became.rows)


def test_next_treatment_has_its_own_causes_and_times(view):
    became = context(view)["next_treatment"]
    assert [words for words, _ in became.columns][1:] == ["Next line begun", "Died without a next line"]
    assert len(became.rows) == 3


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_was_received_has_words_mean_and_quartiles(view, code):
    received = context(view, code)["received"]
    assert len(received) == 4
    for row in received:
        low, high = (quartile["estimate"] for quartile in row["quartiles"])
        assert row["label"] and row["definition"]
        assert low < row["median"]["estimate"] < high and row["mean"]["lower"] is not None


def test_what_was_not_counted_is_not_shown(view):
    without = [row for row in view.estimates if row["measure"] != "cycles"]
    assert len(context(replace(view, estimates=without))["received"]) == 3
