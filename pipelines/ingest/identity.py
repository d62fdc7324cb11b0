"""National identity numbers: what identifies a person by itself never comes in.

An eleven-digit run is taken for an identity number where it is shaped as one and its check digits fit:
ordinary numbers (day, month, year, individual number, two check digits), D-numbers (day + 40), H-numbers
(month + 40), FH-numbers (first digit 8 or 9, no date), and the synthetic ones of NAV (month + 40), Norsk
helsenett (month + 65) and Skatteetaten (month + 80); also with blanks, slashes or hyphens of any kind between
those parts, or points within the date (01.02.90 and five digits).
Check digits are those of the rule from 2032, which holds the old one: the weighted sum of the first ten
digits leaves 0, 1, 2 or 3 modulo 11 (before: 0), that of all eleven leaves 0. Sources: Skatteetaten, "Nytt
fødselsnummer fra 2032" (folkeregisteret-api-dokumentasjon); HITR 1001:2010 for D-, H- and FH-numbers; the
public validators of NAV and BEKK for + 40, + 65 and + 80.

The check digits are asked for because about one in three random eleven-digit numbers is shaped like a date: a
column of such numbers is no crime. One in sixty passes by chance, so a register that numbers its rows with
eleven digits is refused: project ids are never eleven digits long. In columns of numbers of a Parquet
file ten digits are read with the zero that they lost.
"""

import re
from collections.abc import Mapping

import numpy as np

from pipelines.ingest.wording import REFUSED_WHOLE

FIRST_WEIGHTS = np.array([3, 7, 6, 1, 8, 9, 4, 5, 2, 1, 0])
SECOND_WEIGHTS = np.array([5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1])
LARGEST_FIRST_REMAINDER = 3
MONTH_SHIFTS = (0, 40, 65, 80)
DAY_SHIFT = 40
DAYS_OF_MONTH = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
FIRST_DIGIT_OF_FH = 8

DIGITS = 11
PARTING = b"[ /\\-\xa0\xad\x96]"
PARTINGS = b" -/.\xa0\xad\x96"
"""Windows-1252 has a soft hyphen and a dash beside the no-break space: text processors put them in."""
AS_WRITTEN = re.compile(
    rb"(?<![0-9])([0-9]{2}_?[0-9]{2}_?[0-9]{2}|[0-9]{2}\.[0-9]{2}\.[0-9]{2})".replace(b"_", PARTING)
    + rb"_{0,3}[0-9]{3}_?[0-9]{2}(?![0-9])".replace(b"_", PARTING)
)
"""Day, month, year, individual number and check digits, with blanks, slashes, hyphens or nothing between.

A point stands between day, month and year, or nowhere: one alone makes a decimal number.
"""
PARTINGS_OF_UTF8 = re.compile(rb"\xc2[\xa0\xad]|\xe2\x80[\x80-\x95\xaf]|\xe2\x88\x92")
"""No-break spaces, soft hyphens, U+2000 to U+2015 (blanks of all widths, hyphens, dashes), minus signs."""
LONGEST = DIGITS + 6
CONTEXT = LONGEST + 2
"""Bytes in which a number stands with the byte before and after it."""
PIECE_BYTES = 1 << 17
"""What stays in the processor's cache: larger pieces take four times as long."""
MASK = b"[eleven digits]"


def is_identity_number(digits: np.ndarray) -> np.ndarray:
    """Of n rows of eleven digits (0–9): which are shaped as identity numbers and pass the check digits."""
    digits = digits.astype(np.int64)
    day, month, year = (digits[:, at] * 10 + digits[:, at + 1] for at in (0, 2, 4))
    day = np.where(day > DAY_SHIFT, day - DAY_SHIFT, day)
    for shift in sorted(MONTH_SHIFTS, reverse=True):
        month = np.where((month > shift) & (month <= shift + 12), month - shift, month)
    is_month = (month >= 1) & (month <= 12)
    n_days = DAYS_OF_MONTH[np.where(is_month, month, 0)] - ((month == 2) & (year % 4 != 0))
    is_shaped = (is_month & (day >= 1) & (day <= n_days)) | (digits[:, 0] >= FIRST_DIGIT_OF_FH)
    first, second = digits @ FIRST_WEIGHTS % 11, digits @ SECOND_WEIGHTS % 11
    return is_shaped & (first <= LARGEST_FIRST_REMAINDER) & (second == 0)


def identity_numbers(text: bytes) -> list[tuple[int, int]]:
    """Where identity numbers begin and end in a text of UTF-8 or Windows-1252, in order.

    Digits on either side make a longer number of it, which is none. A blank or hyphen must be one byte.
    """
    plain = text.translate(None, PARTINGS)
    if len(plain) < DIGITS:
        return []
    signs = np.frombuffer(plain, np.uint8) - np.uint8(ord("0"))
    digit = (signs <= 9).view(np.uint8)
    two = digit[:-1] & digit[1:]
    four = two[:-2] & two[2:]
    eight = four[:-4] & four[4:]
    candidates = np.flatnonzero(eight[:-3] & four[7:])
    candidates = candidates[is_identity_number(signs[candidates[:, None] + np.arange(DIGITS)])]
    if not candidates.size:
        return []
    # Few come here: whether the digits stand together as such a number is written is seen in the text itself.
    stood = np.flatnonzero(~np.isin(np.frombuffer(text, np.uint8), np.frombuffer(PARTINGS, np.uint8)))
    written = (AS_WRITTEN.match(text, int(stood[start])) for start in candidates)
    return [match.span() for match in written if match]


def holds_identity_number(text: str) -> bool:
    """Whether an identity number stands anywhere in the text."""
    return bool(identity_numbers(_as_bytes(text)))


def masked(text: str) -> str:
    """The text with every identity number struck out: messages and names of deliveries go through this."""
    data, struck, done = _as_bytes(text), b"", 0
    for start, end in identity_numbers(data):
        # One may begin inside another: both go.
        struck += data[done:start] + MASK if start >= done else b""
        done = max(done, end)
    return (struck + data[done:]).decode(errors="replace") if done else text


class Lookout:
    """Watches the bytes of a file go by, chunk for chunk, for an identity number."""

    def __init__(self) -> None:
        self.has_seen_one = False
        self._tail = b"\n"

    def feed(self, chunk: bytes) -> None:
        """Look at the next bytes; numbers that touch the end are judged when it is known what follows."""
        for at in range(0, len(chunk), PIECE_BYTES):
            if self.has_seen_one:
                return
            data = one_byte_blanks(self._tail + chunk[at : at + PIECE_BYTES])
            self._tail = data[-CONTEXT:]
            self.has_seen_one = any(start > 0 and end < len(data) for start, end in identity_numbers(data))

    def close(self) -> None:
        """Nothing follows any more."""
        self.feed(b"\n")


def refusal(place: object, found: str, counts: Mapping[str, int]) -> str:
    """The one message: what was found, in which columns and how many rows, never the thing itself."""
    columns = ", ".join(
        f"{column} ({n} {'row' if n == 1 else 'rows'})" for column, n in sorted(counts.items())
    )
    return masked(f"{place}: found {found} in {columns}; {REFUSED_WHOLE}")


def _as_bytes(text: str) -> bytes:
    return one_byte_blanks(text.encode(errors="replace"))


def one_byte_blanks(data: bytes) -> bytes:
    """UTF-8 with whatever blank or hyphen of several bytes as a plain space."""
    # Looking for one byte costs a hundredth of looking for two.
    return PARTINGS_OF_UTF8.sub(b" ", data) if b"\xc2" in data or b"\xe2" in data else data
