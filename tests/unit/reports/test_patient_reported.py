"""What the report says of patients' own answers."""

import re

import pytest

from pipelines.reports.score_chart import BOTTOM, TOP, score_chart


@pytest.fixture(scope="module")
def section(pages):
    """The section of EX004 in each language, as plain text."""

    def text(code: str) -> str:
        page = pages[f"EX004_2026-06-30_{code}.html"]
        found = re.search(r'<section id="patient_reported".*?</section>', page, re.DOTALL).group(0)
        plain = re.sub(r"<[^>]+>", " ", found).replace("\u2060", "").replace("\u00a0", " ")
        return re.sub(r"\s+", " ", plain)

    return {code: text(code) for code in ("en", "nb")}


def test_only_agreements_that_ask_patients_have_the_section(pages):
    with_section = {name[:5] for name, page in pages.items() if 'id="patient_reported"' in page}
    assert with_section == {"EX004"}


def test_the_tariff_is_named_with_its_origin(section):
    assert "by the tariff “invented_2026”, for adults" in section["en"]
    assert "Its numbers: Invented here." in section["en"]
    assert "etter tariffen «invented_2026», for voksne" in section["nb"]


def test_means_are_said_to_be_of_those_who_answered(section):
    assert "of those who answered, not of those alive" in section["en"]
    assert "gjelder dem som svarte, ikke alle som lever" in section["nb"]
    assert "imputed" in section["en"]


@pytest.mark.parametrize(
    ("scale", "said"),
    [
        (r"Own health today \(EQ VAS\)", "better, and enough to matter"),
        (r"Physical functioning \(QLQ-C30\)", "worse, and enough to matter"),
        (r"Global health and quality of life \(QLQ-C30\)", "too small to matter"),
        # Less fatigue is better, although the score falls.
        (r"Fatigue \(QLQ-C30\)", "better, and enough to matter"),
    ],
)
def test_changes_stand_beside_what_matters(section, scale, said):
    changes = section["en"].split("Change from the start", 1)[1]
    row = re.search(rf"{scale}.*?(?=\(QLQ-C30\)|$)", changes).group(0)
    assert said in row


def test_more_fatigue_is_worse(section):
    changes = section["en"].split("Change from the start", 1)[1]
    fatigue = changes.split("Fatigue (QLQ-C30)", 1)[1].split("Shortness of breath", 1)[0]
    assert fatigue.index("better, and enough") < fatigue.index("worse, and enough")


def test_without_an_agreed_difference_nothing_is_said_of_what_matters(section):
    changes = section["en"].split("Change from the start", 1)[1]
    breath = changes.split("Shortness of breath", 1)[1].split("Mean of each patient", 1)[0]
    assert "Smallest change that matters, as agreed not agreed" in breath
    assert not any(words in breath for words in ("enough to matter", "small to matter", "whether it matters"))


def test_who_did_not_answer_is_told_from_the_facts(section):
    said = section["en"].split("Who did not answer", 1)[1]
    assert (
        "6 months (183 days): 47.0% (43.0–51.0) of those alive answered; 20.0% (16.0–24.0) of those who"
        in said
    )
    assert (
        "those without at 58.0 points; the difference is 8.0 points (4.5–11.5). So those who answered" in said
    )
    assert "the difference is 2.0 points (−3.0 to 7.0). The interval includes no difference" in said
    # By later death is withheld at 12 months, everything at 24.
    assert "12 months (365 days): 40.0% (36.0–44.0) of those alive answered. 12" in said
    assert "24 months" not in said


def test_a_number_that_is_withheld_has_no_dot():
    row = {"estimate": None, "lower": None, "upper": None, "suppressed": True}
    (dot,) = score_chart([(183, row)], 0, 100).dots
    assert (dot.y, dot.low, dot.high) == (None, None, None)


def test_dots_lie_where_their_values_are():
    rows = [
        (0, {"estimate": 0, "lower": -5, "upper": 10}),
        (365, {"estimate": 100, "lower": 90, "upper": None}),
    ]
    first, last = score_chart(rows, 0, 100).dots
    assert (first.y, first.low, last.y, last.high) == (BOTTOM, BOTTOM, TOP, None)
    assert first.x < last.x and first.high < first.y and last.low > last.y
    assert [value for _, value in score_chart(rows, 0, 1).ticks] == [0, 0.5, 1]
