"""Files that are not the text they should be: cut short, in other encodings and formats, with other lines."""

import gzip
import io
import zipfile
from pathlib import Path

import duckdb

from tests.support.bad_deliveries.spoiling import (
    FILE,
    GOOD,
    HEADER,
    ROWS,
    Fault,
    Held,
    Refused,
    content,
    of_file,
    restate,
    unannounced,
)

LONG = "X" * 10_000_000
NO_QUOTES = "found a quote that is opened and never closed; expected quotes in pairs"
NOT_TEXT = "found control characters; expected text in UTF-8 or Windows-1252, or a file named .parquet"
ENDS = "expected all lines to end alike, in LF or CRLF"
SENT = "as it was sent"


def lines(*given: str, end: str = "\n") -> str:
    return end.join(given) + end


def zipped(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, GOOD)
    return out.getvalue()


def parquet(select: str, n_bytes: int | None = None):
    """A Parquet file of this SELECT over the good rows, or its first bytes, honestly stated."""

    def spoil(path: Path) -> None:
        file = path / FILE.replace(".csv", ".parquet")
        duckdb.execute(f"copy ({select.format(path / FILE)}) to '{file}' (format parquet)")
        written = file.read_bytes()[:n_bytes]
        (path / FILE).unlink()
        content(written, rows=len(ROWS))(path)
        (path / FILE).rename(file)
        restate(path, name=file.name)

    return spoil


def as_parquet_name(path: Path) -> None:
    (path / FILE).rename(path / FILE.replace(".csv", ".parquet"))
    restate(path, name=FILE.replace(".csv", ".parquet"))


def parquet_as_csv(path: Path) -> None:
    parquet("from read_csv('{}', all_varchar = true)")(path)
    file = path / FILE.replace(".csv", ".parquet")
    content(file.read_bytes(), rows=len(ROWS))(path)
    file.unlink()
    restate(path, name=FILE)


FILE_FAULTS: dict[str, Fault] = {
    # cut short, changed, added to
    "cut within a row": (
        unannounced(lambda good: good[:-30]),
        Refused(FILE, "found other content than the manifest states, with as many rows"),
    ),
    "cut between rows": (
        unannounced(lambda good: lines(HEADER, *ROWS[:2])),
        Refused(FILE, "found other content than the manifest states, with 2 rows for 4"),
    ),
    "cut within a row before it was counted": (content(lambda good: good[:-30]), Held({5: "line.fields"})),
    "cut within a quoted value": (
        content(lambda good: good.rsplit("M09AX07", 1)[0] + '"M09AX'),
        Refused(f"{FILE}, line 5", NO_QUOTES),
    ),
    "rows added": (unannounced(lambda good: good + ROWS[0] + "\n"), Refused(FILE, "with 5 rows for 4")),
    "one digit changed": (unannounced(lambda good: good.replace("4683", "4693")), Refused(FILE, SENT)),
    "two files end to end": (content(GOOD + GOOD.replace("RADMERKE", "RADMERKA")), Held({6: "dato.type"})),
    "empty file": (content(""), Refused(FILE, "found an empty file; expected a header and rows")),
    "blank lines only": (content("\n\n\n"), Refused(f"{FILE}, line 1", "found a blank line")),
    "header only, rows stated": (content(HEADER + "\n", rows=4), Refused(FILE, "found 0 rows; expected 4")),
    # delimiters
    "unknown delimiter": (
        content(GOOD.replace(";", "^")),
        Refused(
            f"{FILE}, line 1", "found 0 known column names among 1; expected a header with the 9 columns"
        ),
    ),
    "delimiter that decimals hold": (
        content(GOOD.replace(";", ",")),
        Held(dict.fromkeys([2, 3, 4, 5], "line.fields")),
    ),
    "delimiter that changes": (
        content(lines(HEADER, *ROWS[:2], *(row.replace(";", "|") for row in ROWS[2:]))),
        Held(dict.fromkeys([4, 5], "line.fields")),
    ),
    "a row under its successor": (
        content(lines(HEADER, ROWS[0] + ROWS[1], *ROWS[2:])),
        Held({2: "line.fields"}),
    ),
    # encodings
    "bytes of no encoding": (
        content(GOOD.encode().replace(b"RADMERKE2", b"RADM\xc3\x81RK")[:-1] + b"\x81\n"),
        Refused(
            f"{FILE}, line 5", "found bytes that are not UTF-8, and somewhere bytes that are not Windows-1252"
        ),
    ),
    "byte order mark that is wrong": (
        content(b"\xef\xbb\xbf" + GOOD.replace("RADMERKE3", "RADMERKÆ3").encode("latin-1")),
        Refused(
            f"{FILE}, line 4", "found bytes that are not UTF-8; expected UTF-8, as the byte order mark says"
        ),
    ),
    "two byte order marks": (
        content("\ufeff\ufeff" + GOOD),
        Refused(f"{FILE}, line 1", "found column \\ufefflopenr for lopenr"),
    ),
    "UTF-16 with a mark": (content(GOOD.encode("utf-16")), Refused(FILE, "found text in UTF-16 or UTF-32")),
    "UTF-16 without a mark": (content(GOOD.encode("utf-16-be")), Refused(f"{FILE}, line 1", NOT_TEXT)),
    "UTF-32": (content(GOOD.encode("utf-32-be")), Refused(f"{FILE}, line 1", NOT_TEXT)),
    "EBCDIC": (content(GOOD.encode("cp500")), Refused(f"{FILE}, line 1", "found bytes that are not UTF-8")),
    # lines
    "mixed line ends": (content(GOOD.replace("\n", "\r\n", 2)), Refused(FILE, ENDS)),
    "as many line feeds as carriage returns, not in pairs": (
        content("\r\n".join([HEADER, ROWS[0]]) + "\r" + ROWS[1] + "\n" + lines(*ROWS[2:], end="\r\n")),
        Refused(FILE, ENDS),
    ),
    "a lone carriage return in a row": (
        content(GOOD.replace("RADMERKE2", "RAD\rERKE2")),
        Refused(FILE, ENDS),
    ),
    "a lone carriage return beside quotes": (
        content(GOOD.replace("RADMERKE2", '"RAD\nERKE2"').replace("RADMERKE4", "RAD\rERKE4"), rows=4),
        Refused(FILE, ENDS),
    ),
    "carriage returns only": (
        content(GOOD.replace("\n", "\r")),
        Refused(FILE, "found only carriage returns; expected lines to end in LF or CRLF"),
    ),
    "line separators of Unicode": (
        content(GOOD.replace("\n", "\u2028")),
        Refused(f"{FILE}, line 1", "unknown column"),
    ),
    "a line break without quotes": (
        content(GOOD.replace("RADMERKE2", "RAD\nERKE2"), rows=5),
        Held({3: "line.fields", 4: "line.fields"}),
    ),
    "a line break in a quoted code": (
        content(GOOD.replace("S731000012", '"S7310\n00012"'), rows=4),
        Held({3: "lopenr.str_matches"}),
    ),
    "NUL in a value": (
        content(GOOD.replace("RADMERKE2", "RAD\x00ERKE2")),
        Refused(f"{FILE}, line 3", NOT_TEXT),
    ),
    "NUL bytes after the end": (content(GOOD + "\x00" * 4096), Refused(f"{FILE}, line 6", NOT_TEXT)),
    "NUL bytes only": (content(b"\x00" * 4096), Refused(f"{FILE}, line 1", NOT_TEXT)),
    "escape code of a terminal": (
        content(GOOD.replace("RADMERKE2", "\x1b[2J")),
        Refused(f"{FILE}, line 3", NOT_TEXT),
    ),
    "end-of-file mark of DOS": (content(GOOD + "\x1a"), Refused(f"{FILE}, line 6", NOT_TEXT)),
    # quotes
    "first quote never closed": (
        content(lines(HEADER, '"' + ROWS[0], *ROWS[1:])),
        Refused(f"{FILE}, line 2", NO_QUOTES),
    ),
    "last quote never closed": (
        content(GOOD.replace(ROWS[-1], '"' + ROWS[-1])),
        Refused(f"{FILE}, line 5", NO_QUOTES),
    ),
    "two quotes never closed": (
        content(lines(HEADER, '"' + ROWS[0], ROWS[1], '"' + ROWS[2], ROWS[3])),
        Refused(FILE, "found 2 rows; expected 4"),
    ),
    "quote within a value": (content(GOOD.replace("RADMERKE2", '"RAD"MERKE2')), Held({3: "line.quotes"})),
    "a whole row in quotes": (
        content(lines(HEADER, f'"{ROWS[0]}"', *ROWS[1:])),
        Held({2: "line.fields"}),
    ),
    "typographic quotes": (content(GOOD.replace("M09AX07", "«M09AX07»", 1)), Held({2: "atc.str_matches"})),
    # size
    "a value of 10 MB": (content(GOOD.replace("RADMERKE2", LONG)), Held({3: "line.size"})),
    "a header of 10 MB": (
        content(GOOD.replace("sh_reg", LONG)),
        Refused(f"{FILE}, line 1", "found no end of line in 65536 characters; expected the column names"),
    ),
    "a quoted value of 17 MB": (
        content(GOOD.replace("RADMERKE2", f'"{LONG}\n{LONG}"'), rows=4),
        Refused(FILE, "found a field of more than 16 MB"),
    ),
    "a row of a million fields": (
        content(GOOD.replace("RADMERKE2", ";" * 1_000_000)),
        Held({3: "line.fields"}),
    ),
    # other formats
    "ZIP": (content(zipped(FILE)), Refused(FILE, "found a ZIP archive or an Excel workbook; expected CSV")),
    "gzip": (content(gzip.compress(GOOD.encode())), Refused(FILE, "found a gzip archive; expected CSV")),
    "Excel workbook": (content(zipped("xl/workbook.xml")), Refused(FILE, "found a ZIP archive or an Excel")),
    "old Excel workbook": (
        content(b"\xd0\xcf\x11\xe0\xa1\xb1"),
        Refused(FILE, "found an old Excel workbook"),
    ),
    "PDF": (content(b"%PDF-1.7\n"), Refused(FILE, "found a PDF document; expected CSV")),
    "web page": (
        content("<!DOCTYPE html>\n<title>Logg inn</title>\n"),
        Refused(f"{FILE}, line 1", "found 0 known column names among 1"),
    ),
    "JSON": (
        content('[{"lopenr": "S731000011"}]\n'),
        Refused(f"{FILE}, line 1", "found 0 known column names"),
    ),
    "Parquet named CSV": (parquet_as_csv, Refused(FILE, "found a Parquet file; expected CSV")),
    "CSV named Parquet": (
        as_parquet_name,
        Refused("nornmd_behandling.parquet", "found content that is not Parquet"),
    ),
    "Parquet cut short": (
        parquet("from read_csv('{}', all_varchar = true)", n_bytes=700),
        Refused("nornmd_behandling.parquet", "found content that is not Parquet"),
    ),
    "Parquet with lists": (
        parquet("select * replace ([dato] as dato) from read_csv('{}', all_varchar = true)"),
        Refused("nornmd_behandling.parquet", "found lists, structures or bytes in column 3"),
    ),
    "Parquet with numbers that are none": (
        parquet("select * replace ('nan'::double as dose_gitt) from read_csv('{}', all_varchar = true)"),
        Held(dict.fromkeys([2, 3, 4, 5], "dose_gitt.type")),
    ),
    "archive beside its name": (
        of_file(name="nornmd_behandling.csv.gz"),
        Refused("manifest.yaml", "files.0.name: found"),
    ),
}
