"""Watches the bytes of a CSV file go by: can a name, an address or free text stand in it at all?

Most files hold codes, dates and numbers alone. Where this sees nothing below the header, no value need be
read again; where it sees something, each is judged (`words.py`). Everything that `SUSPECT_IN_PYTHON` matches
is seen, whatever the encoding; a little more is seen too.
"""

import numpy as np

from pipelines.ingest.identity import PIECE_BYTES, one_byte_blanks

OTHER, LETTER, DIGIT, BLANK = range(4)


def _kind(byte: int) -> int:
    """Of one byte; beyond ASCII all are taken for letters."""
    if byte >= 0x80 or chr(byte).isalpha():
        return LETTER
    return DIGIT if chr(byte).isdigit() else BLANK if byte == ord(" ") else OTHER


KINDS = bytes(map(_kind, range(256)))
SIGNS = (b"@", b"+", b"\xa0")
"""Each alone is reason enough to look; the last is the no-break space of Windows-1252."""
CONTEXT = 4


class WordLookout:
    """Feed it a file, chunk for chunk; `has_seen_any` once there is something to judge."""

    def __init__(self) -> None:
        self.has_seen_any = False
        self._is_in_header = True
        self._tail = b"\n"

    def feed(self, chunk: bytes) -> None:
        """Look at the next bytes; the first line is the header and not looked at."""
        start = 0
        if self._is_in_header:
            start = chunk.find(b"\n") + 1
            self._is_in_header = start == 0
        for at in range(start, len(chunk) * (not self._is_in_header), PIECE_BYTES):
            if self.has_seen_any:
                return
            data = one_byte_blanks(self._tail + chunk[at : at + PIECE_BYTES])
            self._tail = data[-CONTEXT:]
            self.has_seen_any = _may_hold_words(data)

    def close(self) -> None:
        """Nothing follows any more."""
        self.feed(b"\n")


def _may_hold_words(data: bytes) -> bool:
    """Three letters before what is neither letter nor digit, digits parted by a blank, or a sign."""
    if any(sign in data for sign in SIGNS):
        return True
    kinds = np.frombuffer(data.translate(KINDS), np.uint8)
    letter, digit = kinds == LETTER, kinds == DIGIT
    three = letter[:-3] & letter[1:-2] & letter[2:-1] & ~(letter | digit)[3:]
    parted = digit[:-2] & (kinds == BLANK)[1:-1] & digit[2:]
    return bool(three.any() or parted.any())
