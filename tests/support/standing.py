"""What stands under a home folder, told so that two homes can be compared, and read as a reader would."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import duckdb

from pipelines.cut import file_hash
from pipelines.home import Home

PAUSE_SECONDS = 0.2

Table = tuple[str, str, str]
"""Register, delivery and table."""


@dataclass
class Stores:
    """Rows of every delivery store: how often each row stands in each table. `unreadable` names files."""

    rows: dict[Table, Counter] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)


def stores_of(home: Home) -> Stores:
    """Every row of every delivery store, by its hash."""
    found = Stores()
    for path in sorted(home.raw.glob("*/*.duckdb")):
        try:
            with duckdb.connect(str(path), read_only=True) as connection:
                for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall():
                    hashes = connection.execute(
                        f'select hash(t)::varchar, count(*) from "{name}" as t group by all'
                    ).fetchall()
                    found.rows[path.parent.name, path.stem, name] = Counter(dict(hashes))
        except duckdb.Error:
            found.unreadable.append(path.name)
    return found


def lost_and_doubled(found: Stores, expected: Stores) -> tuple[int, int]:
    """Rows that a store in place should hold and does not, and rows that it should not hold (again)."""
    lost = doubled = 0
    for table in {table for table in expected.rows if table[:2] in {key[:2] for key in found.rows}}:
        lost += (expected.rows[table] - found.rows.get(table, Counter())).total()
    for table, rows in found.rows.items():
        doubled += (rows - expected.rows.get(table, Counter())).total()
    return lost, doubled


def released_of(edition: Path) -> dict[str, str]:
    """Every released table and page of an edition with its hash; of databases that they are there."""
    return {
        str(path.relative_to(edition)): "" if path.suffix == ".duckdb" else file_hash(path)
        for path in edition.rglob("*")
        if path.is_file() and "inputs" not in path.relative_to(edition).parts
    }


def leftovers_of(home: Home) -> list[str]:
    """Whatever a writer made on its way and should have taken away."""
    return sorted(
        str(path.relative_to(home.root))
        for path in home.root.rglob("*")
        if path.suffix in (".wal", ".partial", ".new", ".swap", ".tmp")
        or (path.is_dir() and path.name.startswith("."))
        or path.parent.name == "running"
    )


def published_edition(home: Home, data_cut: date) -> Path:
    """Where the published link leads now."""
    return home.published(data_cut).resolve(strict=True)


@dataclass
class Reader:
    """Reads the published edition over and over in a thread of its own while somebody writes.

    `whole` are the editions it may see, as `released_of` tells them, by their names only.
    """

    home: Home
    data_cut: date
    whole: list[set[str]]
    n_reads: int = 0
    halves: list[str] = field(default_factory=list)
    longest_seconds: float = 0.0

    def __enter__(self) -> "Reader":
        self._stop = Event()
        self._thread = Thread(target=self._read_on)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _read_on(self) -> None:
        while not self._stop.is_set():
            began = monotonic()
            try:
                self._read()
            except (OSError, duckdb.Error) as error:
                self.halves.append(type(error).__name__)
            self.longest_seconds = max(self.longest_seconds, monotonic() - began)
            self.n_reads += 1
            # Not the processor that the writer needs, only its moments.
            self._stop.wait(PAUSE_SECONDS)

    def _read(self) -> None:
        edition = published_edition(self.home, self.data_cut)
        seen = {str(path.relative_to(edition)) for path in edition.rglob("*") if path.is_file()}
        if {name for name in seen if not name.startswith("inputs/")} not in self.whole:
            self.halves.append(f"{len(seen)} files")
        with duckdb.connect(str(edition / "results.duckdb"), read_only=True) as connection:
            connection.execute("select count(*) from released.estimate").fetchall()
