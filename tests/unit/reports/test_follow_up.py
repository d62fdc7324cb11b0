"""The ledger, subgroups and what would decide a verdict, as they stand on the page."""

import re
from html import unescape

import pytest


@pytest.fixture(scope="module")
def texts(pages) -> dict[str, str]:
    """The report of EX004 in both languages, without markup and with single spaces."""
    found = {}
    for code in ("en", "nb"):
        text = unescape(re.sub(r"<[^>]+>", " ", pages[f"EX004_2026-06-30_{code}.html"]))
        text = text.replace("\u00a0", " ").replace("\u2060", "").replace("\u202f", " ")
        found[code] = re.sub(r"\s+", " ", text)
    return found


def test_the_ledger_says_how_many_are_followed_and_withholds_causes_that_are_few(texts):
    assert "12 months (365 days) 900 90 22 –†" in texts["en"]
    assert "24 months (730 days) 500 160 352 12" in texts["en"]
    assert "12 måneder (365 dager) 900 90 22 –†" in texts["nb"]


def test_multiplicity_is_said_aloud(texts):
    assert "p < 0.001; corrected for the number of tests p < 0.001." in texts["en"]
    assert "p = 0.031" in texts["en"] and "p = 0,031" in texts["nb"]
    assert "2 tests of survival were made" in texts["en"] and "up to about 10%" in texts["en"]
    assert "Det er gjort 2 tester av overlevelse" in texts["nb"]


def test_the_comparison_by_level_has_one_test_of_interaction(texts):
    assert "0.68 (0.50–1.10)" in texts["en"] and "0,81 (0,50–1,10)" in texts["nb"]
    assert texts["en"].count("Test of interaction: do the levels’ hazard ratios differ? p = 0.290") == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "about 45 more months of follow-up would decide",
        "No follow-up will decide it: the assumption’s own interval is too wide.",
        "More patients would not decide it while so many cannot be determined",
        "More follow-up would decide it; how long is withheld with the number.",
    ],
)
def test_what_would_decide_an_open_verdict(texts, sentence):
    assert sentence in texts["en"]


def test_an_agreement_without_subgroups_has_no_such_section(pages):
    assert 'id="subgroups"' in pages["EX004_2026-06-30_en.html"]
    assert 'id="subgroups"' not in pages["EX005_2026-06-30_en.html"]
