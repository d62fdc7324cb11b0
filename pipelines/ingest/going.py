"""Which rows of a register's stores go where persons are erased.

Every row and line that is theirs; the earlier rows of the same key that such a row had replaced, which would
otherwise count again; and the keys that delete rows that go.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.ingest.raw_tables import DELETED, raw_models
from pipelines.ingest.released_lines import place_in_history
from pipelines.ingest.rules import literal, quoted

PERSON = "lopenr"
DIGITS_FROM = 2
"""A pseudonym is a letter and digits: in a line that was not understood the digits are enough."""
LEAST_TELLING = 6
"""Signs of a row's number by which a line in quarantine is told to be the same row's; shorter ones recur."""
QUARANTINE, RELEASED = "quarantine", "released_line"


@dataclass(frozen=True)
class Store:
    """One store of a register while it is looked at: where it is and under which name it is attached."""

    path: Path
    catalog: str
    is_snapshot: bool
    is_held: bool
    tables: frozenset[str]


def attach_stores(connection: duckdb.DuckDBPyConnection, paths: Sequence[Path]) -> list[Store]:
    """Attach the stores of one register read-only; they are returned in the order in which they count."""
    found = []
    for number, path in enumerate(paths):
        catalog = f"store_{number}"
        connection.execute(f"attach {literal(path)} as {catalog} (read_only)")
        ((received, delivery_id, kind),) = connection.execute(
            f"select received, delivery_id, kind from {catalog}.delivery"
        ).fetchall()
        names = connection.execute(f"select table_name from {catalog}.delivery_file").fetchall()
        is_held = path.parts[-3] == "held"
        store = Store(path, catalog, kind == "snapshot", is_held, frozenset(name for (name,) in names))
        found.append((place_in_history(received, delivery_id), store))
    return [store for _, store in sorted(found, key=lambda item: item[0])]


def find_going(connection: duckdb.DuckDBPyConnection, register: str, stores: Sequence[Store]) -> None:
    """Make `going(catalog, table_name, row_number)`: every row to go, given the table `person(lopenr)`."""
    connection.execute("create table going (catalog text, table_name text, row_number bigint)")
    # The numbers by which the register calls the persons' rows.
    connection.execute("create table number (value text)")
    for table, model in raw_models()[register].items():
        keys = list(model.to_schema().unique)
        _find_rows(connection, f"{register}_{table}", keys, stores)
        _find_deletions(connection, f"{register}_{table}", keys, stores)
    for store in stores:
        _find_lines(connection, store)
        _find_releases(connection, store)


def goes_sql(store: Store, table: str) -> str:
    """Condition that a row of a table of the store goes."""
    return (
        f"rowid in (select row_number from going where catalog = {literal(store.catalog)} "
        f"and table_name = {literal(table)})"
    )


def _find_rows(
    connection: duckdb.DuckDBPyConnection, name: str, keys: Sequence[str], stores: Sequence[Store]
) -> None:
    theirs = f"{PERSON} in (from person)"
    for place, store in enumerate(stores):
        if name not in store.tables:
            continue
        where = theirs
        if PERSON not in keys:
            for later in _replacing(store, stores[place + 1 :], name):
                where += (
                    f" or {quoted(keys[0])} in "
                    f"(select {quoted(keys[0])} from {later.catalog}.{name} where {theirs})"
                )
        _add_going(connection, store, name, where)
        for key in (key for key in keys if key != PERSON):
            # A day is part of some keys, and many rows have it.
            connection.execute(
                f"insert into number select distinct cast({quoted(key)} as text) "
                f"from {store.catalog}.{name} where {theirs} and typeof({quoted(key)}) <> 'DATE'"
            )


def _replacing(store: Store, later: Sequence[Store], name: str) -> list[Store]:
    """The stores whose rows take the place of this store's: later ones in use, up to the next snapshot."""
    found: list[Store] = []
    for other in later if not store.is_held else ():
        if other.is_snapshot and not other.is_held:
            break
        if name in other.tables and not other.is_held:
            found.append(other)
    return found


def _find_deletions(
    connection: duckdb.DuckDBPyConnection, name: str, keys: Sequence[str], stores: Sequence[Store]
) -> None:
    """Keys of the persons, and of rows that go, unless a row that stays has the key too."""
    key = quoted(keys[0])
    rows = " union all ".join(
        f"select {key}, {goes_sql(store, name)} as is_going  from {store.catalog}.{name}"
        for store in stores
        if name in store.tables
    )
    for store in stores:
        if name + DELETED not in store.tables:
            continue
        if PERSON in keys:
            _add_going(connection, store, name + DELETED, f"{PERSON} in (from person)")
        elif rows:
            all_go = f"select {key} from ({rows}) group by all having bool_and(is_going)"
            _add_going(connection, store, name + DELETED, f"{key} in ({all_go})")


def _find_lines(connection: duckdb.DuckDBPyConnection, store: Store) -> None:
    """Lines in quarantine that hold a person, or the number of a person's row."""
    where = f"""
        exists (select 1 from person where contains(raw_text, substr(person.lopenr, {DIGITS_FROM})))
        or list_has_any(
            regexp_extract_all(raw_text, '[0-9A-Za-z]+'),
            (select coalesce(list(value), []) from number where length(value) >= {LEAST_TELLING})
        )
        or exists (
            select 1 from number where length(value) >= {LEAST_TELLING} and contains(raw_text, value)
            and regexp_matches(value, '[^0-9A-Za-z]')
            and regexp_matches(raw_text, '(^|[^0-9A-Za-z])' || regexp_escape(value) || '($|[^0-9A-Za-z])')
        )
    """
    _add_going(connection, store, QUARANTINE, where)


def _find_releases(connection: duckdb.DuckDBPyConnection, store: Store) -> None:
    """What is said of lines that were released from quarantine, where their rows go."""
    has_releases = connection.execute(
        "select count(*) from duckdb_tables() where database_name = ? and table_name = 'released_line'",
        [store.catalog],
    ).fetchall()
    for table in store.tables if has_releases[0][0] else ():
        _add_going(
            connection,
            store,
            RELEASED,
            "(source_file, source_line) in (select source_file, source_line "
            f"from {store.catalog}.{quoted(table)} where {goes_sql(store, table)})",
        )


def _add_going(connection: duckdb.DuckDBPyConnection, store: Store, table: str, where: str) -> None:
    connection.execute(
        f"insert into going select {literal(store.catalog)}, {literal(table)}, rowid "
        f"from {store.catalog}.{quoted(table)} where {where}"
    )
