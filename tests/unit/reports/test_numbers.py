"""Numbers as each language writes them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.reports.language import language
from pipelines.reports.numbers import MINUS, Numbers

ENGLISH, NORWEGIAN = Numbers(language("en")), Numbers(language("nb"))
THIN, HARD, JOINER = "\u202f", "\u00a0", "\u2060"


def plain(text: str | None) -> str | None:
    """Without the marks that only stop a line from breaking."""
    return text and text.replace(JOINER, "").replace(HARD, " ").replace(THIN, " ")


@pytest.mark.parametrize(
    ("number", "digits", "english", "norwegian"),
    [
        (0, 0, "0", "0"),
        (999, 0, "999", "999"),
        (1234, 0, "1,234", "1 234"),
        (34277.30, 2, "34,277.30", "34 277,30"),
        (1234567, 0, "1,234,567", "1 234 567"),
        (0.05, 1, "0.1", "0,1"),
        (2.5, 0, "3", "3"),
        (-0.04, 1, "0.0", "0,0"),
        (-1234.5, 1, "−1,234.5", "−1 234,5"),
    ],
)
def test_decimal(number, digits, english, norwegian):
    assert ENGLISH.decimal(number, digits) == english
    assert plain(NORWEGIAN.decimal(number, digits)) == norwegian


def test_norwegian_thousands_and_percent_do_not_break_over_lines():
    assert NORWEGIAN.whole(12345) == f"12{THIN}345"
    assert NORWEGIAN.percent(0.2857) == f"28,6{HARD}%"


@pytest.mark.parametrize(
    ("value", "unit", "english", "norwegian"),
    [
        (0.2857, "probability", "28.6%", "28,6 %"),
        (1.0, "share", "100.0%", "100,0 %"),
        (335, "days", "11.0 months", "11,0 måneder"),
        (412, "persons", "412", "412"),
        (788378, "NOK", "NOK 788,378", "788 378 kroner"),
        (-4.25, "points", "−4.3 points", "−4,3 poeng"),
        (0.7125, "index", "0.713", "0,713"),
        (1.5, "cycles", "1.5 cycles", "1,5 sykluser"),
        (12.25, "doses", "12.3 doses", "12,3 doser"),
    ],
)
def test_amount(value, unit, english, norwegian):
    assert plain(ENGLISH.amount(value, unit)) == english
    assert plain(NORWEGIAN.amount(value, unit)) == norwegian


@pytest.mark.parametrize(
    ("value", "lower", "upper", "unit", "english", "norwegian"),
    [
        (335, 277, None, "days", "11.0 months (9.1–not reached)", "11,0 måneder (9,1–ikke nådd)"),
        (-2.5, -6, 1, "points", "−2.5 points (−6.0 to 1.0)", "−2,5 poeng (−6,0 til 1,0)"),
        (71.2, 68, 74.4, "points", "71.2 points (68.0–74.4)", "71,2 poeng (68,0–74,4)"),
        (335, None, None, "days", "11.0 months", "11,0 måneder"),
        (0.55, 0.315, 0.769, "share", "55.0% (31.5–76.9)", "55,0 % (31,5–76,9)"),
        (1.0, None, None, "probability", "100%", "100 %"),
        (0.63, 0.55, 0.7, "probability", "63% (55–70)", "63 % (55–70)"),
        (0.286, 0.184, 0.41, "probability", "28.6% (18.4–41.0)", "28,6 % (18,4–41,0)"),
        (402.0, 402.0, 402.0, "persons", "402", "402"),
    ],
)
def test_with_interval(value, lower, upper, unit, english, norwegian):
    assert plain(ENGLISH.with_interval(value, lower, upper, unit)) == english
    assert plain(NORWEGIAN.with_interval(value, lower, upper, unit)) == norwegian


@pytest.mark.parametrize("unit", ["days", "probability", "index"])
def test_where_there_are_no_limits_nothing_is_said_of_them(unit):
    """Not even "not reached": a Kaplan-Meier median that was reached has a lower limit."""
    assert ENGLISH.interval(None, None, unit) is None
    assert ENGLISH.interval_in_days(None, None) is None


def test_limits_in_days():
    assert plain(ENGLISH.interval_in_days(277, 401)) == "277–401"
    assert plain(NORWEGIAN.interval_in_days(277.5, None)) == "277,5–ikke nådd"


@pytest.mark.parametrize("digits", [0, 1, 2, 3])
@pytest.mark.parametrize("number", [-0.0, -1e-300, -0.0003, -0.0004999])
def test_what_rounds_to_zero_has_no_sign(number, digits):
    assert ENGLISH.decimal(number, digits) == ("0.000"[: digits + 2] if digits else "0")
    assert ENGLISH.decimal(-0.0005, 3) == "−0.001"


@given(st.floats(-1e9, 1e9), st.integers(0, 3))
def test_a_sign_stands_before_no_zero(number, digits):
    written = ENGLISH.decimal(number, digits)
    assert (MINUS in written) == (number < 0 and any(digit in "123456789" for digit in written))


@pytest.mark.parametrize(
    ("lower", "upper", "written"),
    [
        (-0.0003, 0.1035, "0.000 to 0.104"),
        (-0.1035, 0.0003, "−0.104 to 0.000"),
        (-0.0003, 0.0003, "0.000 to 0.000"),
        (-0.0003, None, "0.000 to no limit"),
        (0.0003, 0.1035, "0.000–0.104"),
        (0.0, 0.1035, "0.000–0.104"),
    ],
)
def test_an_interval_with_zero_inside_says_to(lower, upper, written):
    assert plain(ENGLISH.interval(lower, upper, "index")) == written
    assert plain(ENGLISH.with_interval(0.0516, lower, upper, "index")) == f"0.052 ({written})"
    assert plain(ENGLISH.difference(0.0516, lower, upper, "index")) == f"0.052 ({written})"


def test_kroner_are_rounded_to_thousands_in_prose_only():
    assert ENGLISH.about_kroner(1060123) == "about NOK 1,060,000"
    assert plain(NORWEGIAN.about_kroner(1060123)) == "om lag 1 060 000 kroner"
    assert ENGLISH.kroner(1060123) == "1,060,123"


def test_dates_and_times():
    assert plain(ENGLISH.date(date(2026, 6, 30))) == "30 June 2026"
    assert NORWEGIAN.date(date(2026, 6, 3)) == "03.06.2026"
    assert ENGLISH.date(None) == "–"
    assert ENGLISH.time(183) == "6 months (183 days)"
    assert NORWEGIAN.time(730) == "24 måneder (730 dager)"


@pytest.mark.parametrize(
    ("value", "lower", "upper", "unit", "english", "norwegian"),
    [
        (28.6, 18.4, 40.6, "%", "28.6% (18.4–40.6)", "28,6 % (18,4–40,6)"),
        (1.5, None, None, "x", "1.5 x", "1,5 x"),
        (None, 5.0, 10.0, "x", "5–10 x", "5–10 x"),
        (14.6, 11.0, None, "x", "14.6 x (11.0–no limit)", "14,6 x (11,0–ingen grense)"),
        (None, 514200.0, 1748100.0, "x", "514,200–1,748,100 x", "514 200–1 748 100 x"),
    ],
)
def test_facts_are_written_as_exactly_as_their_source_gives_them(
    value, lower, upper, unit, english, norwegian
):
    assert plain(ENGLISH.fact(value, lower, upper, unit)) == english
    assert plain(NORWEGIAN.fact(value, lower, upper, unit)) == norwegian


def test_margins_of_probabilities_are_percentage_points():
    assert ENGLISH.margin(0.05, "probability") == "5.0 percentage points"
    assert ENGLISH.margin(7.5, "points") == "7.5 points"
    assert NORWEGIAN.margin(61, "days") == "61 dager"


@pytest.mark.parametrize(
    ("row", "english", "norwegian"),
    [
        ({"n": 1041, "n_at_least": None, "n_at_most": None}, "1,041", "1 041"),
        ({"n": None, "n_at_least": 1040, "n_at_most": 1049}, "1,040–1,049", "1 040–1 049"),
        ({"n": None, "n_at_least": None, "n_at_most": None}, None, None),
        ({"n": None}, None, None),
    ],
    ids=["exactly", "rounded", "withheld", "nowhere rounded"],
)
def test_a_number_of_persons_is_exact_or_from_and_to(row, english, norwegian):
    assert plain(ENGLISH.persons(row, "n")) == english
    assert plain(NORWEGIAN.persons(row, "n")) == norwegian


def test_whether_somebody_is_followed_shows_where_their_number_is_rounded():
    assert ENGLISH.most_persons({"n": None, "n_at_most": 49}) == 49
    assert not ENGLISH.most_persons({"n": 0})
