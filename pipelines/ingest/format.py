"""What a delivered file is: hash, encoding, delimiter, line ends, header, number of records.

Registers send semicolons, UTF-8 with or without BOM, now and then Windows-1252. What is met is recognised
from the bytes, used, and declared with the delivery; what cannot be read with certainty is refused.
"""

import codecs
import csv
import hashlib
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import duckdb

from pipelines.ingest.lines import LineMap, line_map, records

CHUNK_BYTES = 1 << 20
DELIMITERS = ";,\t|"
CODECS = {"UTF-8": "utf-8-sig", "Windows-1252": "cp1252"}
UNDEFINED_IN_WINDOWS_1252 = b"\x81\x8d\x8f\x90\x9d"
CONTROL_CHARACTERS = bytes(set(range(32)) - set(b"\t\r\n"))
BORDERS = [bytes([sign]) for sign in b';,\t|"\n']
PADDING = [b" \r", *(b" " + border for border in BORDERS), *(border + b" " for border in BORDERS)]


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
    """Whether a space touches a delimiter, a quote or a line end, so that values may need trimming."""
    has_quotes: bool = False
    is_line_per_record: bool = True
    lines: LineMap = field(default_factory=LineMap)

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
    if path.stat().st_size == 0:
        raise UnreadableFile(f"{path}: found an empty file; expected a header and rows")
    if path.suffix == ".parquet":
        return _recognise_parquet(path)
    scan = _Scan(path)
    scan.run()
    encoding, has_bom = scan.encoding()
    line_end = scan.line_end()
    with path.open(encoding=CODECS[encoding], newline="\n") as lines:
        delimiter, header = _header(path, lines.readline(), known_columns)
    n_rows, lines_map = scan.n_line_ends + (not scan.ends_with_line_end) - 1, LineMap()
    if not scan.is_line_per_record:
        with path.open(encoding=CODECS[encoding], newline="\n") as lines:
            try:
                lines_map, n_rows = line_map(records(lines, delimiter))
            except csv.Error:
                raise UnreadableFile(
                    f"{path}: found a quote that is opened and never closed, or a field of more than 16 MB; "
                    "expected quotes in pairs"
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
        is_line_per_record=scan.is_line_per_record,
        lines=lines_map,
    )


class _Scan:
    """One pass over the bytes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.sha256 = hashlib.sha256()
        self.first_bytes = b""
        self.not_utf8_line: int | None = None
        self.control_line: int | None = None
        self.n_line_ends = 0
        self.n_carriage_returns = 0
        self.has_padding = False
        self.has_quotes = False
        self.is_line_per_record = True
        self.ends_with_line_end = False

    def run(self) -> None:
        decoder = codecs.getincrementaldecoder("utf-8")()
        is_quoted, tail = False, b""
        with self.path.open("rb") as file:
            for chunk in _chunks(file):
                self.first_bytes = self.first_bytes or chunk[:4]
                self.sha256.update(chunk)
                if self.not_utf8_line is None:
                    try:
                        decoder.decode(chunk)
                    except UnicodeDecodeError as error:
                        self.not_utf8_line = self._line(chunk, error.start)
                if self.control_line is None and len(chunk.translate(None, CONTROL_CHARACTERS)) < len(chunk):
                    self.control_line = self._line(chunk, _first(CONTROL_CHARACTERS, chunk))
                self.has_padding = self.has_padding or (
                    b" " in chunk and any(pair in chunk for pair in PADDING)
                )
                n_line_ends = chunk.count(b"\n")
                if is_quoted or b'"' in chunk:
                    self.has_quotes = True
                    parts = chunk.split(b'"')
                    outside = sum(part.count(b"\n") for part in parts[is_quoted::2])
                    self.is_line_per_record &= outside == n_line_ends
                    is_quoted ^= len(parts) % 2 == 0
                if self.is_line_per_record:
                    seam = tail + chunk[:2]
                    self.is_line_per_record = not any(
                        blank in part for part in (chunk, seam) for blank in (b"\n\n", b"\n\r\n")
                    )
                self.n_line_ends += n_line_ends
                self.n_carriage_returns += chunk.count(b"\r")
                tail = chunk[-2:]
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            self.not_utf8_line = self.not_utf8_line or self.n_line_ends + 1
        self.is_line_per_record &= not is_quoted
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
        return "Windows-1252", False

    def line_end(self) -> str:
        """CRLF or LF; a file that mixes them outside quotes is refused."""
        if self.n_carriage_returns == 0:
            return "LF"
        if self.n_line_ends == 0:
            raise UnreadableFile(
                f"{self.path}: found only carriage returns; expected lines to end in LF or CRLF"
            )
        if self.n_carriage_returns != self.n_line_ends and self.is_line_per_record:
            raise UnreadableFile(
                f"{self.path}: found {self.n_line_ends} line feeds and {self.n_carriage_returns} carriage "
                "returns; expected all lines to end alike, in LF or CRLF"
            )
        return "CRLF"

    def _line(self, chunk: bytes, position: int) -> int:
        return self.n_line_ends + chunk.count(b"\n", 0, position) + 1


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(CHUNK_BYTES):
        yield chunk


def _first(wanted: bytes, chunk: bytes) -> int:
    return min(position for sign in wanted if (position := chunk.find(sign)) >= 0)


def _header(path: Path, line: str, known_columns: Collection[str]) -> tuple[str, tuple[str, ...]]:
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
        with duckdb.connect() as connection:
            header = connection.execute("describe from read_parquet(?)", [str(path)]).fetchall()
            n_rows = connection.execute("select count(*) from read_parquet(?)", [str(path)]).fetchall()[0][0]
    except duckdb.Error:
        raise UnreadableFile(f"{path}: found content that is not Parquet; expected a Parquet file") from None
    return FileFormat(kind="parquet", sha256=sha256, header=tuple(row[0] for row in header), n_rows=n_rows)


def lines_of(path: Path, file_format: FileFormat) -> Iterator[str]:
    """The lines of a CSV file as text, line ends kept."""
    with path.open(encoding=file_format.codec, newline="\n") as lines:
        yield from lines
