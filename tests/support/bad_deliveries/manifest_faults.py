"""Manifests that lie or cannot be read, and folders that hold other files than they name."""

import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from tests.support.bad_deliveries.spoiling import (
    DELIVERY_ID,
    FILE,
    GOOD,
    Fault,
    Refused,
    content,
    manifest,
    manifest_text,
    of_file,
    restate,
)

M = "manifest.yaml"
BOMB = "\n".join(["a0: &a0 x", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10))])
FUTURE = date.today() + timedelta(days=2)
A_FILE = {"name": FILE, "table": "behandling", "sha256": "0" * 64, "rows": 4}


def line_added(line: str) -> Callable[[Path], None]:
    return manifest_text(lambda good: good + line + "\n")


def instead(place: Callable[[Path], None], name: str = FILE) -> Callable[[Path], None]:
    """Something else in the place of a file."""

    def spoil(path: Path) -> None:
        (path / name).unlink()
        place(path / name)

    return spoil


def moved_and_linked(name: str) -> Callable[[Path], None]:
    def spoil(path: Path) -> None:
        (path / name).rename(path.parent.parent / name)
        (path / name).symlink_to(path.parent.parent / name)

    return spoil


def stray(name: str | bytes) -> Callable[[Path], None]:
    return lambda path: Path(os.fsdecode(os.path.join(os.fsencode(path), os.fsencode(name)))).write_text("x")


def other_register(path: Path) -> None:
    manifest(register="prom")(path)
    restate(path, table="skjema")


MANIFEST_FAULTS: dict[str, Fault] = {
    # what cannot be read
    "no manifest": (
        lambda path: (path / M).unlink(),
        Refused(M, "found no file; expected every delivery to have"),
    ),
    "manifest is a folder": (instead(Path.mkdir, M), Refused(M, "found a folder; expected every delivery")),
    "manifest is a link": (moved_and_linked(M), Refused(M, "found a symbolic link; expected every delivery")),
    "manifest is empty": (manifest_text(""), Refused(M, "found an empty file; expected keys with values")),
    "manifest is no YAML": (manifest_text("register: [dar"), Refused(f"{M}, line 1", "found wrong YAML")),
    "manifest with tabs": (manifest_text("register:\n\tdar"), Refused(f"{M}, line 2", "found wrong YAML")),
    "manifest is a list": (manifest_text("- dar"), Refused(M, "found list; expected names with values")),
    "manifest is a word": (manifest_text("dar"), Refused(M, "found str; expected names with values")),
    "manifest is not UTF-8": (
        manifest_text(lambda good: good.replace("Synthetic", "Laget på").encode("latin-1")),
        Refused(f"{M}, line", "which is not UTF-8; expected the file to be saved as UTF-8"),
    ),
    "manifest in UTF-16": (
        manifest_text(lambda good: good.encode("utf-16")),
        Refused(f"{M}, line 1", "not UTF-8"),
    ),
    "manifest with NUL": (manifest_text(lambda good: good + "\x00"), Refused(M, "; expected readable text")),
    "manifest is the data": (manifest_text(GOOD), Refused(M, "expected")),
    "manifest of two documents": (line_added("---\nx: y"), Refused(f"{M}, line", "found wrong YAML")),
    "bomb of aliases": (line_added(BOMB), Refused(f"{M}, line", "found an alias (*)")),
    "nested a thousand deep": (line_added("x: " + "[" * 1_000), Refused(M, "nested too deeply")),
    "a megabyte of note": (
        line_added("x: " + "y" * 1_100_000),
        Refused(M, "bytes; expected at most 1000000"),
    ),
    "code in the manifest": (
        line_added("x: !!python/name:os.system"),
        Refused(f"{M}, line", "found a tag (!)"),
    ),
    "a key twice": (
        line_added("kind: snapshot"),
        Refused(f"{M}, line", "found the key 'kind' a second time"),
    ),
    # what it states
    "unknown key": (manifest(sender="x"), Refused(M, "sender: found an unknown name; expected register")),
    "unknown key that would move the cursor": (
        manifest_text(lambda good: good + '"a\\e[2J\\nb": 1\n'),
        Refused(M, "a\\x1b[2J\\nb: found an unknown name"),
    ),
    "key missing": (
        manifest_text(lambda good: good.replace("complete_to:", "completed:")),
        Refused(M, "complete_to: found nothing; expected a value"),
    ),
    "no files": (manifest(files=[]), Refused(M, "files: found []; expected")),
    "a thousand faults": (manifest(files=[{} for _ in range(1000)]), Refused(M, "more faults")),
    "file stated twice": (manifest(files=[A_FILE, dict(A_FILE)]), Refused(M, f"found {FILE} more than once")),
    "files that differ in letter case": (
        manifest(files=[A_FILE, A_FILE | {"name": FILE.replace("nornmd", "NorNMD"), "table": "pasient"}]),
        Refused(M, f"found {FILE} more than once; expected every file name once"),
    ),
    "table stated twice": (
        manifest(files=[A_FILE, A_FILE | {"name": "other.csv"}]),
        Refused(M, "found behandling more than once; expected every file table once"),
    ),
    "unknown kind": (manifest(kind="full"), Refused(M, "kind: found 'full'; expected")),
    "snapshot without all tables": (
        manifest(kind="snapshot"),
        Refused(M, "files: found no pasient; expected a snapshot to hold every table"),
    ),
    "unknown register": (manifest(register="dor"), Refused(M, "register: found dor; expected")),
    "another register": (other_register, Refused(M, "register: found prom; expected nornmd")),
    "unknown table": (
        of_file(table="behandlinger"),
        Refused(M, "files.0.table: found behandlinger; expected"),
    ),
    "another table": (of_file(table="pasient"), Refused(f"{FILE}, line 1", "known column names")),
    "another id": (
        manifest(delivery_id="nornmd-2024"),
        Refused(M, f"found nornmd-2024; expected {DELIVERY_ID}"),
    ),
    "id of released lines": (
        lambda path: (
            manifest(delivery_id="nornmd-2025-released-1")(path),
            path.rename(path.with_name("nornmd-2025-released-1")),
        ),
        Refused(M, "delivery_id: found nornmd-2025-released-1; expected one that does not end as"),
    ),
    "id with a path": (manifest(delivery_id="../nornmd-2025"), Refused(M, "delivery_id: found '../nornmd")),
    "id of three hundred letters": (manifest(delivery_id="n" * 300), Refused(M, "delivery_id: found 'nnn")),
    "period turned round": (
        manifest(period={"from": "2024-12-31", "to": "2020-01-01"}),
        Refused(M, "period: found 2024-12-31 to 2020-01-01; expected `to` not before `from`"),
    ),
    "period after it was received": (
        manifest(period={"from": "2020-01-01", "to": "2025-12-31"}),
        Refused(M, "found `received` 2025-02-01 before the period's `to` 2025-12-31; expected"),
    ),
    "complete beyond the period": (
        manifest(complete_to="2025-01-31"),
        Refused(M, "found `complete_to` 2025-01-31 after the period's `to` 2024-12-31; expected"),
    ),
    "received in the future": (
        manifest(received=str(FUTURE)),
        Refused(M, f"received: found {FUTURE}; expected not after today"),
    ),
    "received as a number": (
        manifest(received=20250201),
        Refused(M, "received: found 20250201; expected a date"),
    ),
    "received never": (manifest(received=None), Refused(M, "received: found None; expected a date")),
    "received on a day that is none": (
        manifest_text(lambda good: good.replace("'2025-02-01'", "2025-02-30")),
        Refused(f"{M}, line", "found '2025-02-30'; expected a date that exists"),
    ),
    "complete to the year 0": (
        manifest(complete_to="0000-01-01"),
        Refused(M, "complete_to: found '0000-01-01'"),
    ),
    "one row too many": (of_file(rows=5), Refused(FILE, "found 4 rows; expected 5, as the manifest says")),
    "rows below none": (of_file(rows=-1), Refused(M, "files.0.rows: found -1; expected")),
    "rows in words": (of_file(rows="fire"), Refused(M, "files.0.rows: found 'fire'; expected")),
    "rows that are no number": (
        of_file(rows=float("nan")),
        Refused(M, "files.0.rows: found '.nan'; expected"),
    ),
    "rows that are true": (of_file(rows=True), Refused(M, "files.0.rows: found True; expected")),
    "wrong hash": (of_file(sha256="0" * 64), Refused(FILE, f"expected {'0' * 64}, as it was sent")),
    "hash in capitals": (of_file(sha256="A" * 64), Refused(M, "files.0.sha256: found 'AAA")),
    # where the files are
    "path to the folder above": (
        of_file(name="../nornmd.csv"),
        Refused(M, "files.0.name: found '../nornmd.csv'"),
    ),
    "path from the root": (
        of_file(name="/etc/passwd.csv"),
        Refused(M, "files.0.name: found '/etc/passwd.csv'"),
    ),
    "path of Windows": (of_file(name="C:\\nornmd.csv"), Refused(M, "files.0.name: found 'C:")),
    "file missing": (lambda path: (path / FILE).unlink(), Refused(FILE, "found no file; expected the file")),
    "folder in place of a file": (instead(Path.mkdir), Refused(FILE, "found a folder; expected the file")),
    "pipe in place of a file": (
        instead(os.mkfifo),
        Refused(FILE, "found something that is no file; expected"),
    ),
    "link in place of a file": (
        moved_and_linked(FILE),
        Refused(FILE, "found a symbolic link; expected the file"),
    ),
    "link that leads nowhere": (
        instead(lambda file: file.symlink_to(file.name)),
        Refused(FILE, "found a symbolic link; expected the file"),
    ),
    "name in other letter case": (
        lambda path: (path / FILE).rename(path / FILE.upper()),
        Refused(FILE.upper(), f"found this name; expected {FILE}, as in the manifest"),
    ),
    "file nobody named": (
        stray("nornmd_ekstra.csv"),
        Refused("nornmd_ekstra.csv", "found a file the manifest"),
    ),
    "copy of the file": (
        stray("nornmd_behandling (1).csv"),
        Refused("nornmd_behandling (1).csv", "found a file"),
    ),
    "file named after a person": (
        stray("nornmd_Kari_Nordmann.csv"),
        Refused("nornmd_[name]_[name].csv", "found a file the manifest"),
    ),
    "name of two lines": (
        stray("a\n\x1b[2Jb.csv"),
        Refused("a\\n\\x1b[2Jb.csv", "found a file the manifest"),
    ),
    "name in no encoding": (stray(b"k\xe6ft.csv"), Refused("k\\udce6ft.csv", "found a file the manifest")),
    "folder in the delivery": (
        lambda path: (path / "eldre").mkdir(),
        Refused("eldre", "found a file the manifest does not name"),
    ),
    "content under an id that was used": (
        lambda path: (
            content(GOOD.replace("4682", "4692"))(path),
            manifest(delivery_id="nornmd-2024")(path),
            path.rename(path.with_name("nornmd-2024")),
        ),
        Refused(
            "", "found other content than was loaded before as nornmd-2024; expected a corrected delivery"
        ),
    ),
}
