"""Identity numbers are recognised by the published rules, wherever they stand, and little else is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.ingest.identity import Lookout, holds_identity_number, is_identity_number, masked
from pipelines.ingest.identity_columns import ELEVEN_DIGITS_IN_PYTHON
from tests.support.identity import FROM_2032, KINDS, OLD, fh_numbers, identity_numbers, with_check_digits

AROUND = st.text(st.characters(exclude_categories=("Nd", "Cs"), exclude_characters="[]"), max_size=20)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_every_kind_is_recognised_by_either_rule(kind, data):
    for rule in (OLD, FROM_2032):
        assert holds_identity_number(data.draw(identity_numbers((kind,), rule)))


@given(fh_numbers())
def test_a_common_help_number_needs_no_date(number):
    assert holds_identity_number(number)


@given(identity_numbers(), st.integers(0, 10), st.integers(1, 9))
def test_a_number_with_one_digit_changed_is_none(number, place, by):
    changed = str((int(number[place]) + by) % 10)
    assert not holds_identity_number(number[:place] + changed + number[place + 1 :])


@given(st.integers(0, 999))
def test_a_date_that_does_not_exist_makes_no_number(serial):
    for no_date in ("000190", "320190", "310490", "290291", "011390", "015390", "017890", "019390"):
        for number in with_check_digits(f"{no_date}{serial:03}", FROM_2032):
            assert not holds_identity_number(number)


PARTINGS = ["", " ", "-", "/", "\N{NO-BREAK SPACE}", "\N{EN DASH}", "\N{NON-BREAKING HYPHEN}"]
PARTINGS += ["\N{SOFT HYPHEN}", "\N{NARROW NO-BREAK SPACE}", "\N{ZERO WIDTH SPACE}", "\N{MINUS SIGN}"]


@given(
    identity_numbers(),
    AROUND,
    AROUND,
    st.sampled_from([*PARTINGS, " - ", "  "]),
    *[st.sampled_from(PARTINGS)] * 3,
)
def test_it_is_found_and_struck_out_in_any_text(number, before, after, middle, day, month, check):
    born = f"{number[:2]}{day}{number[2:4]}{month}{number[4:6]}"
    text = f"{before}{born}{middle}{number[6:9]}{check}{number[9:]}{after}"
    assert holds_identity_number(text)
    assert ELEVEN_DIGITS_IN_PYTHON.search(text), "columns are looked through by this first"
    struck = masked(text)
    assert not holds_identity_number(struck)
    assert number[6:] not in struck and "[eleven digits]" in struck


@given(identity_numbers(), st.sampled_from(PARTINGS))
def test_points_may_stand_in_its_date(number, parting):
    text = f"{number[:2]}.{number[2:4]}.{number[4:6]}{parting}{number[6:]}"
    assert holds_identity_number(text) and number[6:] not in masked(text)


@given(identity_numbers(), st.integers(1, 10))
def test_a_decimal_number_is_none(number, place):
    assert not holds_identity_number(f"{number[:place]}.{number[place:]}")


@given(identity_numbers(), st.sampled_from("\u00a0\u00ad\u2013"))
def test_it_is_found_in_windows_1252(number, parting):
    lookout = Lookout()
    lookout.feed(f"x;{number[:6]}{parting}{number[6:]}\n".encode("cp1252"))
    lookout.close()
    assert lookout.has_seen_one


def test_of_two_numbers_that_run_into_each_other_nothing_is_left():
    text = next(
        f"{first[:2]} {first[2:]}-{rest:02}"
        for serial in range(1000)
        for first in with_check_digits(f"010112{serial:03}")
        for rest in range(100)
        if holds_identity_number(f"{first[2:]}{rest:02}")
    )
    assert masked(f"({text})") == "([eleven digits])"


@given(identity_numbers(), st.sampled_from("0123456789"))
def test_a_longer_row_of_digits_is_none(number, digit):
    for longer in (
        digit + number,
        number + digit,
        f"{digit}{number[:6]} {number[6:]}",
        f"{number[:6]} {number[6:]}{digit}",
    ):
        assert not holds_identity_number(longer)
        assert masked(longer) == longer


@given(
    st.lists(st.one_of(identity_numbers(), st.text("0123456789 ;\n", max_size=14)), max_size=4),
    st.integers(1, 30),
)
def test_a_file_is_the_same_in_chunks_of_any_size(parts, size):
    text = ";".join(parts)
    content = text.encode()
    lookout = Lookout()
    for start in range(0, len(content), size):
        lookout.feed(content[start : start + size])
    lookout.close()
    assert lookout.has_seen_one == holds_identity_number(text)


def test_one_random_number_in_sixty_is_taken_for_one():
    digits = np.random.default_rng(1).integers(0, 10, (1_000_000, 11))
    assert is_identity_number(digits).mean() == pytest.approx(1 / 60, rel=0.05)


@given(st.text("S0123456789;:.,-E/ \n", max_size=60))
def test_short_rows_of_digits_never_are(text):
    assert masked(text) == text or holds_identity_number(text)


@pytest.mark.parametrize("text", ["", "1", "S000000001;2024-01-31;983971636;983971636;12:30", "1234567890"])
def test_what_deliveries_hold_is_none(text):
    assert not holds_identity_number(text)
