"""YAML is read safely, exactly and without surprises."""

import datetime
from decimal import Decimal

import pytest

from pipelines.document import LARGEST_FILE_BYTES, DocumentError, read_document


def message(content: bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        read_document(content)
    return str(caught.value)


def test_only_plain_values_are_read_as_more_than_text():
    text = (
        "a: NO\nb: on\nc: 012\nd: 1:30\ne: 1_000\nf: 12\ng: 34277.30\nh: true\ni: 2026-06-30\nj: ~\nk: .inf\n"
    )
    assert read_document(text.encode()) == {
        "a": "NO", "b": "on", "c": "012", "d": "1:30", "e": "1_000", "f": 12, "g": Decimal("34277.30"),
        "h": True, "i": datetime.date(2026, 6, 30), "j": None, "k": ".inf",
    }  # fmt: skip


def test_a_number_of_fifty_digits_is_read_exactly():
    assert read_document(b"a: " + b"7" * 50) == {"a": int("7" * 50)}
    assert read_document(b"a: 7." + b"7" * 49) == {"a": Decimal("7." + "7" * 49)}


def test_a_byte_order_mark_is_accepted():
    assert read_document(b"\xef\xbb\xbfa: b") == {"a": "b"}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "found an empty file; expected keys with values"),
        (b"# only a comment\n", "found an empty file; expected keys with values"),
        (
            "a: b\nc: æ".encode("cp1252"),
            "line 2: found byte 0xe6, which is not UTF-8; expected the file to be saved as UTF-8",
        ),
        (
            b"a: 1\nb: 2\na: 3\n",
            "line 3, column 1: found the key 'a' a second time (first on line 1); expected each key once",
        ),
        (
            b"x:\n  - {a: 1, a: 2}\n",
            "line 2, column 12: found the key 'a' a second time (first on line 2); expected each key once",
        ),
        (b"a: &x b\nc: *x\n", "line 2, column 4: found an alias (*); expected the value written out"),
        (b"1: b\n", "line 1, column 1: found a key that is not text; expected a word"),
        (b"? [a]\n: b\n", "line 1, column 3: found a key that is not text; expected a word"),
        (
            b"a: 2026-02-30\n",
            "line 1, column 4: found '2026-02-30'; expected a date that exists, as 2026-06-30",
        ),
        *(
            (b"x: 1\na: " + value, "line 2, column 4: found a tag (!); expected the value without it")
            for value in (
                b"!!int abc",
                b"!!int 12",
                b"!!float .inf",
                b"!!bool maybe",
                b"!!timestamp x",
                b"!!str b",
                b"!!null b",
                b"!!map {b: c}",
                b"!!seq [b]",
                b"!!set {b}",
                b"!own b",
                b"! b",
                b"!<a:b> c",
            )
        ),
        (b"!!map\na: b\n", "line 1, column 1: found a tag (!); expected the value without it"),
        (b"!!str a: b\n", "line 1, column 1: found a tag (!); expected the value without it"),
        (
            b"a: " + b"7" * 5000,
            "line 1, column 4: found a number of 5000 digits; expected at most 50 digits",
        ),
        (
            b"a: -" + b"7" * 51,
            "line 1, column 4: found a number of 51 digits; expected at most 50 digits",
        ),
        (
            b"a: 0." + b"7" * 50,
            "line 1, column 4: found a number of 51 digits; expected at most 50 digits",
        ),
        (b'a: "\\UFFFFFFFF"', "found an escaped character that does not exist; expected text"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_message(content, expected):
    assert message(content) == expected


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"a: [1\nb: 2\n", "line 2, column 2"),
        (b"a: b: c\n", "line 1, column 5"),
        (b"a: 'open\n", "line 2, column 1"),
        (b"a: 1\n---\nb: 2\n", "line 2, column 1"),
        (b"a: !!python/object/apply:os.getcwd []\n", "line 1, column 4"),
        (b"a: !!binary gAA\n", "line 1, column 4"),
        (b"a:\n\t- b\n", "line 2, column 1"),
    ],
)
def test_wrong_yaml_is_placed(content, place):
    text = message(content)
    assert text.startswith(f"{place}: found ")
    assert "; expected " in text


def test_control_characters_are_refused():
    assert message(b"a: \x07\n").startswith("found ")


def test_size_and_depth_are_limited():
    assert message(b" " * (LARGEST_FILE_BYTES + 1)) == "found 1000001 bytes; expected at most 1000000"
    assert message(b"[" * 5000) == "found brackets or lists nested too deeply; expected a few levels"
