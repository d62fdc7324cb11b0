"""The share of NPR's patients whom Kreftregisteret holds, beside what was published of it."""

import pytest

from pipelines.reports.coverage_page import SourceWords
from pipelines.reports.edition import open_edition
from pipelines.reports.language import LANGUAGES, language
from pipelines.reports.numbers import Numbers
from pipelines.reports.published_agreement import HIGHEST, LOWEST, PUBLISHED, published_cancer, standing
from pipelines.reports.view import report_view


def test_the_range_is_that_of_the_six_published_cancers():
    assert (LOWEST, HIGHEST, len(PUBLISHED)) == (0.81, 0.97, 6)


@pytest.mark.parametrize(
    ("codes", "cancer"),
    [
        (["C33", "C34"], "lung"),
        (["C341"], "lung"),
        (["C50"], "breast"),
        (["C18", "C19"], None),
        (["C91"], None),
        ([], None),
    ],
)
def test_an_agreement_has_a_published_cancer_when_all_its_codes_are_of_it(codes, cancer):
    assert published_cancer(codes) == cancer


@pytest.mark.parametrize(
    ("lower", "upper", "where"),
    [
        (0.70, 0.809, "below"),
        (0.70, 0.81, "unclear"),
        (0.81, 0.97, "within"),
        (0.80, 0.90, "unclear"),
        (0.90, 0.98, "unclear"),
        (0.97, 0.99, "unclear"),
        (0.971, 0.99, "above"),
        (None, None, "unknown"),
    ],
)
def test_the_whole_interval_decides(lower, upper, where):
    assert standing({"lower": lower, "upper": upper, "suppressed": False}) == where


def test_of_a_withheld_share_nothing_is_said():
    assert standing({"lower": 0.70, "upper": 0.75, "suppressed": True}) == "unknown"


def said(results, agreement_id, code="en", series=("kreftregisteret", "npr_diagnosis")):
    words = language(code)
    with open_edition(results) as edition:
        view = report_view(edition, agreement_id)
        return SourceWords(view, words, Numbers(words)).beside_published(*series)


def test_the_report_says_where_the_share_lies(results):
    text = said(results, "EX004")
    assert "81" in text and "97" in text and "Of lung cancer: 90" in text
    assert text.endswith("Here the interval reaches beyond a limit of that range: it cannot be told.")
    assert said(results, "EX002").endswith("Here no share was released to compare.")
    assert said(results, "EX004", series=("inspire", "npr_drug")) == ""


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_standing_and_cancer_has_words(code):
    words = language(code)
    for name in ("below", "within", "above", "unclear", "unknown"):
        assert words.text(f"published.is.{name}")
    for cancer in PUBLISHED:
        assert words.text(f"published.{cancer}")
