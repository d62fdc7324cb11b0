"""All bad deliveries by what is wrong with them, and which of them stand for each kind that is promised."""

import hashlib
from pathlib import Path

from tests.support.bad_deliveries.content_faults import BAD_VALUES, HEADER_FAULTS, ROW_FAULTS
from tests.support.bad_deliveries.file_faults import FILE_FAULTS
from tests.support.bad_deliveries.manifest_faults import MANIFEST_FAULTS
from tests.support.bad_deliveries.spoiling import Fault, Held, value

VALUE_FAULTS: dict[str, Fault] = {
    name: (value(column, new), Held({3: rule})) for name, (column, new, rule) in BAD_VALUES.items()
}
"""Each bad value in a delivery of its own."""

PARTS: dict[str, dict[str, Fault]] = {
    "the file as a whole": FILE_FAULTS,
    "column names": HEADER_FAULTS,
    "rows": ROW_FAULTS,
    "one value": VALUE_FAULTS,
    "manifest and folder": MANIFEST_FAULTS,
}
CORPUS = {name: fault for part in PARTS.values() for name, fault in part.items()}

PROMISED = {
    "truncated": ["cut within a row", "cut between rows", "cut within a quoted value", "Parquet cut short"],
    "wrong delimiter": ["unknown delimiter", "delimiter that decimals hold", "delimiter that changes"],
    "wrong encoding": [
        "bytes of no encoding",
        "byte order mark that is wrong",
        "UTF-16 with a mark",
        "EBCDIC",
    ],
    "mixed line ends": ["mixed line ends", "as many line feeds as carriage returns, not in pairs"],
    "NUL bytes": ["NUL in a value", "NUL bytes after the end", "NUL bytes only", "manifest with NUL"],
    "quotes never closed": ["first quote never closed", "last quote never closed", "two quotes never closed"],
    "10 MB line": ["a value of 10 MB", "a header of 10 MB"],
    "Excel dates": ["Excel's number of a day", "Excel's day 0"],
    "swapped columns": ["two column names swapped", "person and row swapped", "columns of the rows shifted"],
    "formula injection": ["formula that runs a program", "formula with an at", "formula for a number"],
    "zip in place of csv": ["ZIP", "gzip", "Excel workbook"],
    "duplicate header": ["column twice", "column twice in two spellings"],
    "names and free text": ["name of a person", "free text for a dose", "column of names"],
    "manifest lies about rows": ["one row too many", "header only, rows stated"],
    "manifest lies about content": ["wrong hash", "one digit changed", "rows added"],
    "manifest lies about who": ["another register", "another id", "another table"],
    "manifest lies about when": [
        "received in the future",
        "complete beyond the period",
        "period turned round",
    ],
    "manifest lies about files": ["file missing", "file nobody named", "path to the folder above"],
}
"""Issue "Trust", in its words: what the corpus must hold. What the manifest may lie about is spelled out."""


def contents(folder: Path) -> dict[str, str]:
    """Every file and folder below `folder`: a file with the hash of its content."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        for path in folder.rglob("*")
    }
