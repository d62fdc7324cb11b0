"""What a delivered file is: hash, encoding, delimiter, line ends, header, number of records.

Registers send semicolons, UTF-8 with or without BOM, now and then Windows-1252. What is met is recognised
from the bytes, used, and declared with the delivery; what cannot be read with certainty is refused.
"""

import codecs
import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

import duckdb

from pipelines.in_memory import in_memory
from pipelines.ingest.identity import Lookout
from pipelines.ingest.lines import LineMap, OpenQuote, line_map, records
from pipelines.ingest.place import as_read, state
from pipelines.ingest.word_lookout import WordLookout

CHUNK_BYTES = 1 << 20
LONGEST_HEADER = 1 << 16
DELIMITERS = ";,\t|"
CODECS = {"UTF-8": "utf-8-sig", "Windows-1252": "cp1252"}
UNDEFINED_IN_WINDOWS_1252 = b"\x81\x8d\x8f\x90\x9d"
CONTROL_CHARACTERS = bytes(set(range(32)) - set(b"\t\r\n"))
BORDERS = [bytes([sign]) for sign in b';,\t|"\n']
OTHER_FORMATS = {
    b"PK\x03\x04": "a ZIP archive or an Excel workbook",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"PAR1": "a Parquet file",
    b"%PDF": "a PDF document",
    b"\xff\xfe": "text in UTF-16 or UTF-32",
    b"\xfe\xff": "text in UTF-16",
    b"\x00\x00\xfe\xff": "text in UTF-32",
}
"""First bytes of what is sent in place of CSV, and what it is."""
PADDING = [b" \r", *(b" " + border for border in BORDERS), *(border + b" " for border in BORDERS)]
WIDE_BLANKS = [b"\xa0", b"\xe1\x9a", b"\xe2\x80", b"\xe2\x81", b"\xe3\x80"]
"""How the other blanks begin that DuckDB trims: no-break, narrow and wide ones. Some letters do too."""
PLAIN_TYPE = re.compile(r"(?!BLOB|BIT|JSON|VARIANT)[A-Z][A-Z0-9_]*( WITH TIME ZONE|\([0-9]+,[0-9]+\))?$")
"""DuckDB's types of single values. Of others a person's name could be a part, and bytes have no letters."""
ROW_NUMBER = "file_row_number"
LETTER_OF_UTF8 = re.compile(rb"\xc3[\x80-\xbf]")
"""Letters of Norwegian and its neighbours; in Windows-1252 two signs that no word has side by side."""


class UnreadableFile(Exception):
    """The file cannot be read with certainty: one message with file, place, found and expected."""


@dataclass(frozen=True)
class FileFormat:
    """What was met in one file. `n_rows` counts records without the header."""

    kind: str
    sha256: str
    header: tuple[str, ...]
    n_rows: int
    encoding: str = ""
    has_bom: bool = False
    delimiter: str = ""
    line_end: str = ""
    has_padding: bool = False
    """Whether a blank may touch a delimiter, a quote or a line end, so that values may need trimming."""
    has_quotes: bool = False
    has_identity_number: bool = False
    """Whether an identity number stands anywhere in a CSV file."""
    may_hold_words: bool = True
    """Whether a name or free text can stand in it: false where codes, dates and numbers are all there is."""
    is_line_per_record: bool = True
    lines: LineMap = field(default_factory=LineMap)
    state: tuple[int, ...] = ()
    """Of the file before it was looked at: the same file is still there when it is loaded."""

    @property
    def needs_tidying(self) -> bool:
        """Whether a value may have blanks around it, or be empty without being missing."""
        return self.kind != "csv" or self.has_padding or self.has_quotes

    @property
    def codec(self) -> str:
        """Python's name of the encoding."""
        return CODECS[self.encoding]


def recognise(path: Path, known_columns: Collection[str]) -> FileFormat:
    """The format of the file; of several delimiters the one that gives most of `known_columns` wins.

    Reads the file once. Raises UnreadableFile.
    """
    before = state(path)
    if path.stat().st_size == 0:
        raise UnreadableFile(f"{path}: found an empty file; expected a header and rows")
    if path.suffix == ".parquet":
        return replace(_recognise_parquet(path), state=before)
    with path.open("rb") as file:
        first_bytes = file.read(max(map(len, OTHER_FORMATS)))
    for beginning, found in OTHER_FORMATS.items():
        if first_bytes.startswith(beginning):
            raise UnreadableFile(f"{path}: found {found}; expected CSV in UTF-8 or Windows-1252")
    scan = _Scan(path)
    scan.run()
    encoding, has_bom = scan.encoding()
    line_end = scan.line_end()
    with path.open(encoding=CODECS[encoding], newline="\n") as lines:
        delimiter, header = _header(path, lines.readline(LONGEST_HEADER), known_columns)
    if len(header) == 1 and scan.has_blank_line:
        # Of one column a blank line could be a row without a value, and readers disagree.
        raise UnreadableFile(f"{path}: found a blank line in a file of one column; expected none")
    n_rows, lines_map = scan.n_line_ends + (not scan.ends_with_line_end) - 1, LineMap()
    if not scan.is_line_per_record:
        with path.open(encoding=CODECS[encoding], newline="\n") as lines:
            try:
                lines_map, n_rows = line_map(records(lines, delimiter))
            except OpenQuote as error:
                raise UnreadableFile(
                    f"{path}, line {error.line}: found a quote that is opened and never closed; expected "
                    "quotes in pairs"
                ) from None
            except csv.Error:
                raise UnreadableFile(
                    f"{path}: found a field of more than 16 MB; expected shorter fields and quotes in pairs"
                ) from None
    return FileFormat(
        kind="csv",
        sha256=scan.sha256.hexdigest(),
        header=header,
        n_rows=n_rows,
        encoding=encoding,
        has_bom=has_bom,
        delimiter=delimiter,
        line_end=line_end,
        has_padding=scan.has_padding,
        has_quotes=scan.has_quotes,
        has_identity_number=scan.lookout.has_seen_one,
        may_hold_words=scan.word_lookout.has_seen_any,
        is_line_per_record=scan.is_line_per_record,
        lines=lines_map,
        state=before,
    )


class _Scan:
    """One pass over the bytes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.sha256 = hashlib.sha256()
        self.lookout = Lookout()
        self.word_lookout = WordLookout()
        self.first_bytes = b""
        self.not_utf8_line: int | None = None
        self.control_line: int | None = None
        self.n_line_ends = 0
        self.n_ends = Counter[bytes]()
        """Line feeds, carriage returns and pairs of them outside quotes."""
        self.has_padding = False
        self.has_quotes = False
        self.is_line_per_record = True
        self.has_blank_line = False
        self.ends_with_line_end = False

    def run(self) -> None:
        decoder = codecs.getincrementaldecoder("utf-8")()
        is_quoted, tail = False, b""
        with self.path.open("rb") as file:
            for chunk in _chunks(file):
                self.first_bytes = self.first_bytes or chunk[:4]
                self.sha256.update(chunk)
                self.lookout.feed(chunk)
                self.word_lookout.feed(chunk)
                if self.not_utf8_line is None:
                    try:
                        decoder.decode(chunk)
                    except UnicodeDecodeError as error:
                        self.not_utf8_line = self._line(chunk, error.start)
                if self.control_line is None and len(chunk.translate(None, CONTROL_CHARACTERS)) < len(chunk):
                    self.control_line = self._line(chunk, _first(CONTROL_CHARACTERS, chunk))
                self.has_padding = self.has_padding or _may_be_padded(tail + chunk)
                n_line_ends = chunk.count(b"\n")
                outside = [chunk]
                if tail.endswith(b"\r") and chunk.startswith(b"\n") and not is_quoted:
                    self.n_ends[b"\r\n"] += 1
                if is_quoted or b'"' in chunk:
                    self.has_quotes = True
                    parts = chunk.split(b'"')
                    outside = parts[is_quoted::2]
                    self.is_line_per_record &= sum(part.count(b"\n") for part in outside) == n_line_ends
                    is_quoted ^= len(parts) % 2 == 0
                for end in (b"\n", b"\r", b"\r\n"):
                    self.n_ends[end] += sum(part.count(end) for part in outside)
                if not self.has_blank_line:
                    seam = tail + chunk[:2]
                    self.has_blank_line = any(
                        blank in part for part in (chunk, seam) for blank in (b"\n\n", b"\n\r\n")
                    )
                self.n_line_ends += n_line_ends
                tail = chunk[-2:]
        self.lookout.close()
        self.word_lookout.close()
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            self.not_utf8_line = self.not_utf8_line or self.n_line_ends + 1
        self.has_padding |= tail.endswith(b" ")
        self.is_line_per_record &= not is_quoted and not self.has_blank_line
        self.ends_with_line_end = tail.endswith(b"\n")

    def encoding(self) -> tuple[str, bool]:
        """Name of the encoding and whether a byte order mark says so."""
        has_bom = self.first_bytes.startswith(codecs.BOM_UTF8)
        if self.control_line is not None:
            raise UnreadableFile(
                f"{self.path}, line {self.control_line}: found control characters; expected text in UTF-8 or "
                "Windows-1252, or a file named .parquet"
            )
        if self.not_utf8_line is None:
            return "UTF-8", has_bom
        if has_bom:
            raise UnreadableFile(
                f"{self.path}, line {self.not_utf8_line}: found bytes that are not UTF-8; expected UTF-8, as "
                "the byte order mark says"
            )
        with self.path.open("rb") as file:
            if any(
                len(chunk.translate(None, UNDEFINED_IN_WINDOWS_1252)) < len(chunk) for chunk in _chunks(file)
            ):
                raise UnreadableFile(
                    f"{self.path}, line {self.not_utf8_line}: found bytes that are not UTF-8, and somewhere "
                    "bytes that are not Windows-1252 either; expected one of these encodings"
                )
        with self.path.open("rb") as file:
            for line, text in enumerate(file, start=1):
                if LETTER_OF_UTF8.search(text):
                    raise UnreadableFile(
                        f"{self.path}, line {self.not_utf8_line}: found bytes that are not UTF-8, and on "
                        f"line {line} letters that are; expected one encoding, UTF-8 or Windows-1252"
                    )
        return "Windows-1252", False

    def line_end(self) -> str:
        """CRLF or LF; a file that mixes them outside quotes is refused."""
        feeds, returns, pairs = (self.n_ends[end] for end in (b"\n", b"\r", b"\r\n"))
        if returns and not feeds:
            raise UnreadableFile(
                f"{self.path}: found only carriage returns; expected lines to end in LF or CRLF"
            )
        if returns and not feeds == returns == pairs:
            raise UnreadableFile(
                f"{self.path}: found {feeds} line feeds and {returns} carriage returns, {pairs} of them in "
                "pairs; expected all lines to end alike, in LF or CRLF"
            )
        return "CRLF" if returns else "LF"

    def _line(self, chunk: bytes, position: int) -> int:
        return self.n_line_ends + chunk.count(b"\n", 0, position) + 1


def _may_be_padded(text: bytes) -> bool:
    """Whether a space touches a border, or there is another blank, wherever it stands."""
    return (b" " in text and any(pair in text for pair in PADDING)) or any(
        sign in text for sign in WIDE_BLANKS
    )


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(CHUNK_BYTES):
        yield chunk


def _first(wanted: bytes, chunk: bytes) -> int:
    return min(position for sign in wanted if (position := chunk.find(sign)) >= 0)


def _header(path: Path, line: str, known_columns: Collection[str]) -> tuple[str, tuple[str, ...]]:
    if len(line) == LONGEST_HEADER:
        raise UnreadableFile(
            f"{path}, line 1: found no end of line in {LONGEST_HEADER} characters; expected the column names"
        )
    if not line.strip():
        raise UnreadableFile(f"{path}, line 1: found a blank line; expected the column names")
    readings = {
        sign: tuple(next(csv.reader(io.StringIO(line.strip("\r\n")), delimiter=sign))) for sign in DELIMITERS
    }
    delimiter = max(DELIMITERS, key=lambda sign: len(set(readings[sign]) & set(known_columns)))
    return delimiter, readings[delimiter]


def _recognise_parquet(path: Path) -> FileFormat:
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    try:
        with in_memory() as connection:
            columns = connection.execute("describe from read_parquet(?)", [as_read(path)]).fetchall()
            n_rows = connection.execute("select count(*) from read_parquet(?)", [as_read(path)]).fetchall()[
                0
            ][0]
    except duckdb.Error:
        raise UnreadableFile(f"{path}: found content that is not Parquet; expected a Parquet file") from None
    header = tuple(name for name, *_ in columns)
    nested = [place for place, (_, type_, *_) in enumerate(columns, start=1) if not PLAIN_TYPE.match(type_)]
    if nested:
        raise UnreadableFile(
            f"{path}: found lists, structures or bytes in column {', '.join(map(str, nested))}; expected "
            "text, numbers and dates"
        )
    if ROW_NUMBER in header:
        raise UnreadableFile(
            f"{path}: found a column {ROW_NUMBER}; expected another name: the reader numbers the rows by it"
        )
    return FileFormat(kind="parquet", sha256=sha256, header=header, n_rows=n_rows)


def lines_of(path: Path, file_format: FileFormat) -> Iterator[str]:
    """The lines of a CSV file as text, line ends kept."""
    with path.open(encoding=file_format.codec, newline="\n") as lines:
        yield from lines
