"""Erase persons from every delivery store of a home: raw tables, deletions and quarantine, all or none.

A store is never changed: it is written anew without the rows, since a database file keeps the bytes of rows
that were deleted in it. The stores that hold none of the persons are written anew too: the process that
loaded them may have loaded the persons' rows before, and left scraps of them there (`pipelines.apart`).
"""

import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from pipelines.apart import write_apart
from pipelines.home import private_folder
from pipelines.ingest.going import QUARANTINE, Store, attach_stores, find_going, goes_sql
from pipelines.ingest.rewritten import LOCK, WRITING, finish_rewriting, make_ready, move_rewritten
from pipelines.ingest.rules import quoted
from pipelines.ingest.tombstone import ERASURE
from pipelines.private import private_files
from pipelines.turns import turn

CODES = "unknown_code"


class EraseError(ValueError):
    """The persons cannot be erased as asked; the message says why, and holds none of them."""


@dataclass(frozen=True)
class Request:
    """Whom to erase, who decided it, why and when (UTC). It never shows the persons."""

    persons: frozenset[str] = field(repr=False)
    decided_by: str
    reason: str
    at: datetime = field(default_factory=lambda: datetime.now(UTC).replace(tzinfo=None, microsecond=0))


@dataclass(frozen=True)
class Erased:
    """What went from one delivery: `n_rows` of its raw tables, `n_lines` of its quarantine."""

    register: str
    delivery_id: str
    n_rows: int
    n_lines: int


@private_files()
def erase(home: Path, request: Request) -> list[Erased]:
    """Erase the persons from every store; what went, by delivery. Empty where no store holds them.

    Nobody loads or releases meanwhile. Raises TurnError, and EraseError where the counts do not add up: then
    nothing was changed.
    """
    finish_rewriting(home)
    registers = sorted({path.parent.name for path in stores_below(home)})
    with ExitStack() as turns:
        for register in registers:
            turns.enter_context(turn(private_folder(home / "raw" / register)))
        turns.enter_context(turn(private_folder(home / "raw"), name=LOCK))
        for left in (home / "raw").glob("*/.*/"):
            # What loads that were killed were building: person-level.
            shutil.rmtree(left)
        shutil.rmtree(home / WRITING, ignore_errors=True)
        private_folder(home / WRITING)
        try:
            erased = list(_rewrite_stores(home, registers, request))
            if erased:
                make_ready(home)
                move_rewritten(home)
        finally:
            shutil.rmtree(home / WRITING, ignore_errors=True)
    return erased


def stores_below(home: Path, register: str = "*") -> list[Path]:
    """Every delivery store, in use and held."""
    return [path for place in ("raw", "held") for path in sorted((home / place).glob(f"{register}/*.duckdb"))]


def _rewrite_stores(home: Path, registers: Sequence[str], request: Request) -> Iterator[Erased]:
    """Write every store anew below the folder of writing, if any holds a person."""
    with ExitStack() as connections:
        found = []
        for register in registers:
            spill = {"temp_directory": str(home / WRITING / f".spill-{register}")}
            connection = connections.enter_context(duckdb.connect(config=spill))
            found.append((register, connection, _find(connection, home, register, request)))
        is_held = any(touched for _, _, stores in found for _, touched in stores)
        for register, connection, stores in found if is_held else ():
            for store, is_touched in stores:
                target = home / WRITING / store.path.relative_to(home)
                private_folder(target.parent)
                if is_touched:
                    n_rows, n_lines = _rewrite(connection, store, target, request)
                    yield Erased(register, store.path.stem, n_rows, n_lines)
                else:
                    write_apart(connection, store.catalog, target)


def _find(
    connection: duckdb.DuckDBPyConnection, home: Path, register: str, request: Request
) -> list[tuple[Store, bool]]:
    """The stores of a register, attached, and of each whether rows of it go (`going`)."""
    connection.execute("create table person (lopenr text)")
    connection.executemany("insert into person values (?)", [[person] for person in request.persons])
    stores = attach_stores(connection, stores_below(home, register))
    find_going(connection, register, stores)
    touched = {catalog for (catalog,) in connection.execute("select catalog from going").fetchall()}
    return [(store, store.catalog in touched) for store in stores]


def _rewrite(
    connection: duckdb.DuckDBPyConnection, store: Store, target: Path, request: Request
) -> tuple[int, int]:
    """Write the store as `target`, without what goes; how many rows and lines went."""
    connection.execute("attach ':memory:' as rewritten")
    try:
        names = connection.execute(
            "select table_name from duckdb_tables() where database_name = ? order by table_oid",
            [store.catalog],
        ).fetchall()
        for (name,) in sorted(names, key=lambda row: row[0] == CODES):
            stays = f"from {store.catalog}.{quoted(name)} where not {goes_sql(store, name)}"
            stays = _codes_left_sql(store) if name == CODES else stays
            connection.execute(f"create table rewritten.{quoted(name)} as {stays}")
        gone = _bury(connection, store, request)
        _assert_counts(connection, store)
        write_apart(connection, "rewritten", target)
    finally:
        connection.execute("detach rewritten")
    return gone


def _codes_left_sql(store: Store) -> str:
    """SELECT of the codes outside their list: one that stood on lines that went counts those that are left,
    and goes with the last of them."""
    quarantine = f"{store.catalog}.{QUARANTINE}"
    return f"""
        with touched as (
            select distinct source_file, column_name from {quarantine}
            where {goes_sql(store, QUARANTINE)}
        ),
        counted as (
            select code.* replace (if(
                touched.source_file is null,
                code.n_lines,
                least(code.n_lines, (
                    select count(distinct line.source_line) from rewritten.{QUARANTINE} as line
                    where line.source_file = code.source_file and line.column_name = code.column_name
                        and line.rule = code.column_name || '.isin'
                        and contains(replace(line.raw_text, '""', '"'), code.code)
                ))
            ) as n_lines)
            from {store.catalog}.{CODES} as code
            left join touched
                on touched.source_file = code.source_file and touched.column_name = code.column_name
        )
        select * from counted where n_lines > 0
    """


def _bury(connection: duckdb.DuckDBPyConnection, store: Store, request: Request) -> tuple[int, int]:
    """Write the tombstone and the counts of what is left; how many rows and lines went."""
    connection.execute(ERASURE.format(name="rewritten.erasure"))
    before = connection.execute(
        "select coalesce((select last(content_hash order by rowid) from rewritten.erasure), content_hash) "
        "from rewritten.delivery"
    ).fetchall()[0][0]
    # A token and no digest of what is left: a digest could be tried against every person of the files sent.
    after = secrets.token_hex(32)
    n_rows = n_lines = 0
    for file, table in connection.execute(
        "select source_file, table_name from rewritten.delivery_file"
    ).fetchall():
        loaded, quarantined = _counted(connection, "rewritten", file, table)
        rows, lines = _counted(connection, store.catalog, file, table, store)
        if rows or lines:
            connection.execute(
                "insert into rewritten.erasure values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                [request.at, request.decided_by, request.reason, file, table, rows, lines, before, after],
            )
            connection.execute(
                "update rewritten.delivery_file set n_loaded = $1, n_quarantined = $2 where source_file = $3",
                [loaded, quarantined, file],
            )
        n_rows, n_lines = n_rows + rows, n_lines + lines
    connection.execute(
        "update rewritten.delivery set n_loaded = n_loaded - $1, n_quarantined = n_quarantined - $2",
        [n_rows, n_lines],
    )
    return n_rows, n_lines


def _counted(
    connection: duckdb.DuckDBPyConnection, catalog: str, file: str, table: str, going: Store | None = None
) -> tuple[int, int]:
    """Rows of the file in its table, and its lines in quarantine: all, or those that go from a store."""
    rows, lines = (
        f"select count(distinct source_line) from {catalog}.{quoted(name)} where source_file = $1"
        + (f" and {goes_sql(going, name)}" if going else "")
        for name in (table, QUARANTINE)
    )
    return connection.execute(f"select ({rows}), ({lines})", [file]).fetchall()[0]


def _assert_counts(connection: duckdb.DuckDBPyConnection, store: Store) -> None:
    """Every row of every file as it was sent is loaded, in quarantine or erased."""
    wrong = connection.execute(
        """
        select count(*) from rewritten.delivery_file as file
        where n_rows <> n_loaded + n_quarantined + (
            select coalesce(sum(erasure.n_rows + erasure.n_lines), 0) from rewritten.erasure as erasure
            where erasure.source_file = file.source_file
        )
        """
    ).fetchall()[0][0]
    if wrong:
        raise EraseError(
            f"{store.path}: found {wrong} files whose rows are not all loaded, in quarantine or erased; "
            "expected them to add up: nothing was changed"
        )
