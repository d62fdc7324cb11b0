"""Comparisons as they stand on the page: naive beside weighted, how alike, limits from the case's facts."""

import re
from html import unescape

import pytest

from pipelines.reports import compared_limits
from pipelines.reports.balance_drawing import BALANCE_SIZES, balance_drawing
from pipelines.reports.compared_page import why_not_compared
from pipelines.reports.language import language
from pipelines.reports.numbers import Numbers


@pytest.fixture(scope="module")
def sections(pages) -> dict[tuple[str, str], str]:
    """The section of every agreement and language, without markup and with single spaces."""
    found = {}
    for name, page in pages.items():
        section = re.search(r'<section id="comparison".*?</section>', page, flags=re.S)
        if section:
            text = unescape(re.sub(r"<[^>]+>", " ", section.group(0)))
            text = text.replace("\u00a0", " ").replace("\u2060", "").replace("\u202f", " ")
            found[name[:5], name[-7:-5]] = re.sub(r"\s+", " ", text)
    return found


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("en", "Nobody was randomised."),
        ("nb", "Ingen er randomisert."),
        (
            "en",
            "against new patients on gefitinib, erlotinib, afatinib from 1 January 2019 to 31 December 2021",
        ),
        ("en", "made alike in age, sex and time since diagnosis"),
        ("nb", "gjort like i alder, kjønn og tid siden diagnose"),
        ("en", "Hazard ratio of death 0.58 (0.51–0.66) 0.72 (0.61–0.85)"),
        ("en", "16 percentage points (12–20) 8 percentage points (−1 to 12)"),
        ("en", "a risk ratio of at least 1.84 each"),
        ("en", "1.45 would be enough to move its interval to 1"),
        ("nb", "på minst 1,84 hver"),
        ("en", "Compared 0.72 (0.61–0.85) 1.7 (0.9–2.4)"),
        ("en", "Compared, known new users only –† 1.0 (−0.1 to 2.2)"),
        ("en", "Compared, with the undetermined 0.69 (0.57–0.84) 1.9 (0.7–3.0)"),
        ("nb", "Sammenlignet, bare kjente nye brukere –† 1,0 (−0,1 til 2,2)"),
        ("en", "of these, earlier use not known 0 121"),
        ("nb", "av disse, tidligere bruk ikke kjent 0 121"),
    ],
)
def test_who_is_compared_how_and_with_what_result(sections, code, sentence):
    assert sentence in sections["EX004", code]


@pytest.mark.parametrize(
    "sentence",
    [
        "comparators began up to 3.0 years before the agreement",
        "In the registers, but not adjusted for: region, spread at diagnosis, earlier lines of treatment.",
        "they still differ by 0.12 standard deviations in time since diagnosis (before, most in time since "
        "diagnosis: 0.81)",
        "642 treated tell as much as 561 unweighted would, 488 comparators as much as 391",
        "12 of the agreement’s patients got the comparator’s drug first",
        "half of the treated for 26.3 months or more, half of the comparators for 65.7",
        "The hazard ratio changes with time (p = 0.004)",
        "Of 121 of 488 comparators it is not known whether the first recorded dose was the first: the source "
        "of treatment does not cover the 365 days before it.",
    ],
)
def test_the_limits_are_those_of_this_case(sections, sentence):
    assert sentence in sections["EX004", "en"]


@pytest.mark.parametrize(
    ("code", "separated_by", "said"),
    [
        ("en", "sex", "the groups cannot be made alike in sex."),
        ("en", "age+sex", "the groups cannot be made alike in age and sex."),
        ("nb", "age+sex+region", "gruppene kan ikke gjøres like i alder, kjønn og region."),
        ("en", None, "the groups cannot be made alike in what is adjusted for."),
    ],
)
def test_what_tells_the_groups_apart_is_named(code, separated_by, said):
    facts = {"why_not": "no_weights", "separated_by": separated_by, "suppressed": True}
    assert said in why_not_compared(facts, language(code))


def test_what_is_withheld_is_said(sections):
    assert "Cannot be determined 95 –†" in sections["EX004", "en"]
    assert "Sex: women –† 55.0% – 58.0% 58.0% 0.00" in sections["EX004", "en"]


def test_published_numbers_stand_beside_ours_without_a_test(sections):
    text = sections["EX004", "en"]
    assert "87% (82–90) 71% (68–74) −16 percentage points (−20.2 to −10.1)" in text
    assert "33.2 months (29.2–37.5) –† –†" in text
    assert "no test is made between them" in text


def test_a_comparator_that_is_only_described_is_said_to_be(sections):
    text = sections["EX001", "en"]
    assert "Named in the agreement, not computed" in text
    assert "Weighting" not in text and "Limits" not in text


def test_an_agreement_without_comparators_has_no_such_section(sections):
    assert ("EX005", "en") not in sections


def test_marks_stand_where_the_differences_are_and_what_is_missing_has_none():
    wide = BALANCE_SIZES[0]
    drawing = balance_drawing([("age", -0.4, 0.05), ("sex", None, 0.0)], wide)
    (age, sex) = drawing.lines
    assert age["before"] == wide.plot_left
    assert drawing.balanced[0] < age["after"] < drawing.balanced[1]
    assert sex["before"] is None and sex["after"] == drawing.zero
    assert [tick for _, tick in drawing.ticks] == [-0.4, -0.2, 0, 0.2, 0.4]


def test_a_scale_holds_the_largest_difference_and_never_hides_what_alike_means():
    for largest in (0.0, 0.05, 0.3, 1.2, 7.0):
        drawing = balance_drawing([("a", largest, None)], BALANCE_SIZES[1])
        size = drawing.size
        assert size.plot_left <= drawing.balanced[0] < drawing.balanced[1] <= size.plot_right
        assert drawing.lines[0]["before"] <= size.plot_right


@pytest.mark.parametrize(("after", "likeness"), [(0.12, "unlike"), (0.02, "alike")])
def test_what_groups_still_differ_by_is_said_where_what_they_differed_by_before_is_withheld(after, likeness):
    facts = {"largest_difference_after": after, "largest_difference_before": None}
    facts["largest_covariate_after"] = facts["largest_covariate_before"] = "sex"
    words = language("en")
    (sentence,) = compared_limits._of_balance(facts, words, Numbers(words))
    expected = words.text(
        f"compared.limit.{likeness}_after",
        after=str(after),
        after_covariate=words.text("compared.covariate.sex"),
    )
    assert sentence == expected
