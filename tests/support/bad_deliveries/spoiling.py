"""One good delivery, and what a fault is: a small function that spoils it and what must come of that."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.support.delivery import write_delivery

REGISTER, DELIVERY_ID, TABLE = "nornmd", "nornmd-2025", "behandling"
FILE = f"{REGISTER}_{TABLE}.csv"
COLUMNS = ("lopenr", "rad_id", "dato", "atc", "dose_gitt", "doseenhet", "adm_vei", "hf_orgnr", "sh_reg")
HEADER = ";".join(COLUMNS)
ROWS = [
    "S731000011;RADMERKE1;2019-03-11;M09AX07;7391,4681;mg;IT;983971631;7",
    "S731000012;RADMERKE2;2019-03-12;M09AX07;7391,4682;mg;IT;983971632;7",
    "S731000013;RADMERKE3;2019-03-13;M09AX07;7391,4683;mg;IT;983971633;3",
    "S731000014;RADMERKE4;2019-03-14;M09AX07;7391,4684;mg;IT;983971634;3",
]
GOOD = "\n".join([HEADER, *ROWS]) + "\n"

Spoil = Callable[[Path], Any]
"""Spoils the delivery in the folder it is given."""


@dataclass(frozen=True)
class Refused:
    """The whole delivery is refused by one message that begins with a place in its folder and says this."""

    place: str
    says: str


@dataclass(frozen=True)
class Held:
    """The delivery is loaded; of its lines these are in quarantine, under these rules among others."""

    rules: dict[int, str]


@dataclass(frozen=True)
class Waits:
    """The whole delivery is held until somebody decides; `revurdering check` refuses it by such a message."""

    place: str
    check_says: str
    says: str


Fault = tuple[Spoil, Refused | Held | Waits]


def good_delivery(folder: Path, delivery_id: str = DELIVERY_ID) -> Path:
    """An increment of one table and four rows, of which every value can be told from other text."""
    return write_delivery(folder, REGISTER, delivery_id, {TABLE: GOOD})


def content(new: str | bytes | Callable[[str], str | bytes], rows: int | None = None) -> Spoil:
    """Another content of the file, and a manifest that is honest about it."""

    def spoil(path: Path) -> None:
        changed = new(GOOD) if callable(new) else new
        changed = changed.encode() if isinstance(changed, str) else changed
        (path / FILE).write_bytes(changed)
        n_rows = max(0, len(changed.splitlines()) - 1) if rows is None else rows
        restate(path, sha256=hashlib.sha256(changed).hexdigest(), rows=n_rows)

    return spoil


def unannounced(new: Callable[[str], str | bytes]) -> Spoil:
    """Another content of the file, and a manifest that knows only the good one."""

    def spoil(path: Path) -> None:
        changed = new(GOOD)
        assert changed != GOOD
        (path / FILE).write_bytes(changed.encode() if isinstance(changed, str) else changed)

    return spoil


def value(column: str, new: str, line: int = 3) -> Spoil:
    """Another value in one field of one line."""
    fields = ROWS[line - 2].split(";")
    fields[COLUMNS.index(column)] = new
    lines = [HEADER, *ROWS]
    lines[line - 1] = ";".join(fields)
    return content("\n".join(lines) + "\n", rows=len(ROWS))


def header(new: str) -> Spoil:
    """Other column names over the same rows."""
    return content("\n".join([new, *ROWS]) + "\n", rows=len(ROWS))


def restate(path: Path, **facts: Any) -> None:
    """Facts of the file, as the manifest states them."""
    stated = yaml.safe_load((path / "manifest.yaml").read_text(encoding="utf-8"))
    stated["files"][0] |= facts
    write_manifest(path, stated)


def manifest(**facts: Any) -> Spoil:
    """Other facts of the delivery."""

    def spoil(path: Path) -> None:
        stated = yaml.safe_load((path / "manifest.yaml").read_text(encoding="utf-8"))
        write_manifest(path, stated | facts)

    return spoil


def of_file(**facts: Any) -> Spoil:
    """Other facts of the file in the manifest."""
    return lambda path: restate(path, **facts)


def manifest_text(new: str | bytes | Callable[[str], str | bytes]) -> Spoil:
    """Another text of the manifest."""

    def spoil(path: Path) -> None:
        file = path / "manifest.yaml"
        changed = new(file.read_text(encoding="utf-8")) if callable(new) else new
        file.write_bytes(changed.encode() if isinstance(changed, str) else changed)

    return spoil


def write_manifest(path: Path, stated: dict[str, Any]) -> None:
    (path / "manifest.yaml").write_text(yaml.safe_dump(stated), encoding="utf-8")


def values_in(path: Path) -> set[str]:
    """Every value in the file that no message may show; names of columns are no values."""
    if not (path / FILE).is_file() or (path / FILE).is_symlink():
        return set()
    lines = (path / FILE).read_bytes()[:100_000].decode("latin-1").splitlines()
    if lines and any(column in lines[0] for column in COLUMNS):
        lines = lines[1:]
    words = {word for line in lines for signs in (r'[;\t|"\x00\s]+', ",") for word in re.split(signs, line)}
    return {word for word in words if len(word) > 4} - set(COLUMNS)
