"""What the pages say of complications and of response."""

import html
import re

import pytest


def section(pages: dict[str, str], agreement_id: str, code: str, name: str) -> str | None:
    """The words of one section, without marks."""
    page = pages[f"{agreement_id}_2026-06-30_{code}.html"]
    found = re.search(rf'<section id="{name}".*?</section>', page, re.S)
    return found and re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", found.group(0))))


@pytest.mark.parametrize(
    ("code", "name", "window", "limits", "meaning"),
    [
        ("en", "Serious infection", "within 365 days", "contacts with hospitals only", "Meaning of X01"),
        ("nb", "Alvorlig infeksjon", "innen 365 dager", "bare kontakter med sykehus", "Betydning av X01"),
    ],
)
def test_every_complication_with_its_window_codes_and_limits(pages, code, name, window, limits, meaning):
    told = section(pages, "EX004", code, "complications")
    for words in (name, window, limits, meaning, "An invented list", "2008"):
        assert words in told, words


def test_only_what_the_agreement_follows_is_shown(pages):
    told = section(pages, "EX004", "en", "complications")
    assert "Acute admission" in told
    assert "Neurotoxicity" not in told and "Cytokine release" not in told


def test_what_is_reported_is_said_to_be_at_least_so_much(pages):
    told = section(pages, "EX001", "en", "response")
    share = r"Complete remission within 56 days at least \d+\.\d% \(\d+\.\d.–.\d+\.\d\)"
    assert re.search(share, told), told
    assert "no report does not mean no response" in told
    assert re.search(
        r"Komplett remisjon innen 56 dager minst \d+,\d", section(pages, "EX001", "nb", "response")
    )
    assert re.search(r"After: complete remission \d", told), told
    assert "at least" not in told.split("Stem cell transplantation")[1]


def test_a_withheld_share_is_at_least_nothing(pages):
    """All of EX002 is withheld; it looks for transplantation only."""
    told = section(pages, "EX002", "en", "response")
    assert "Among those treated –†" in told
    assert "at least" not in told


def test_an_agreement_that_looks_for_no_response_has_no_section(pages):
    assert section(pages, "EX004", "en", "response") is None
    assert section(pages, "EX001", "en", "response") is not None
