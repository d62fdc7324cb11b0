"""What a store tells of lines that were released from quarantine: whose, how many, by whom and why."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb

RELEASED = "-released-"
RELEASE_ID = re.compile(rf"{RELEASED}[0-9]+$")
RELEASED_LINE = (
    "create table {name} (decided_at timestamp, decided_by text, reason text, delivery_id text, "
    "source_file text, table_name text, rule text, source_line bigint)"
)
"""One row per line: who released it from the quarantine of which delivery, under which rule, and why."""


def releases_of(store: Path) -> list[Path]:
    """The stores of lines that were released from the quarantine of the delivery in `store`, in order."""
    found = [
        path for path in store.parent.glob(f"{store.stem}{RELEASED}*.duckdb") if is_release_id(path.stem)
    ]
    return sorted(found, key=lambda path: int(path.stem.rsplit("-", 1)[-1]))


def is_release_id(delivery_id: str) -> bool:
    """Whether the id is one that released lines get: no delivery may have it."""
    return RELEASE_ID.search(delivery_id) is not None


@dataclass(frozen=True)
class ReleasedLines:
    """One decision on lines: how many, of which file, under which rule, when (UTC), by whom and why."""

    decided_at: datetime
    decided_by: str
    reason: str
    source_file: str
    rule: str
    n_lines: int


def released_lines(store: Path) -> list[ReleasedLines]:
    """The decisions on lines in quarantine of the delivery in `store`, oldest first."""
    found = []
    for path in releases_of(store):
        with duckdb.connect(str(path), read_only=True) as connection:
            rows = connection.execute(
                "select decided_at, decided_by, reason, source_file, rule, count(*) from released_line "
                "group by all"
            ).fetchall()
        found += [ReleasedLines(*row) for row in rows]
    return found


def released_from(delivery_id: str) -> str:
    """The delivery whose lines the store of this id holds; empty where it is a delivery itself.

    The id says so, not the rows: of lines that were all erased no row is left.
    """
    return RELEASE_ID.sub("", delivery_id) if is_release_id(delivery_id) else ""


def place_in_history(received: date, delivery_id: str) -> tuple[date, str, str]:
    """What orders the stores of a register: the day received, then the id. Lines that were released come
    right after the delivery they came in, before others of the same day."""
    return received, released_from(delivery_id) or delivery_id, delivery_id
