"""The state of the registers at a data cut, over the delivery files as they lie: nothing is copied.

A register's state is its newest snapshot and the increments received after it; per key the row of the
latest delivery wins, unless a later one deletes the key.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import duckdb

from pipelines import ddl
from pipelines.ingest.raw_tables import DELETED, PROVENANCE, raw_models
from pipelines.ingest.released_lines import place_in_history, released_from
from pipelines.ingest.rules import literal, quoted
from pipelines.ingest.tombstone import Tombstone, tombstones_in

CATALOG = "raw"


@dataclass(frozen=True)
class Delivery:
    """One loaded delivery: `rows` are the good rows of all its tables, `quarantined` held lines.

    `content_hash` stands for what the store holds: that of the delivery as sent until persons are erased.
    """

    register: str
    delivery_id: str
    kind: str
    received: date
    period_from: date
    complete_to: date
    path: Path
    content_hash: str
    rows: int
    quarantined: int
    tables: tuple[str, ...]
    """Raw tables the delivery brought, as `<register>_<table>`; keys it deletes, with `_deleted` behind."""
    erasures: tuple[Tombstone, ...] = ()
    released_from: str = ""
    """Of lines that were released from quarantine: the delivery they came in; empty for a delivery itself."""

    @property
    def erased(self) -> int:
        """Rows and lines that were erased."""
        return sum(tombstone.n_erased for tombstone in self.erasures)


def stored_deliveries(store: Path) -> list[Delivery]:
    """Every delivery in the store, by register and in the order in which they count."""
    found = [_read(path, path.stat().st_mtime_ns) for path in (store / "raw").glob("*/*.duckdb")]
    return sorted(found, key=lambda item: (item.register, place_in_history(item.received, item.delivery_id)))


def released_rows(deliveries: Sequence[Delivery]) -> Counter[tuple[str, str]]:
    """(register, delivery id) → rows that were released from its quarantine."""
    released: Counter[tuple[str, str]] = Counter()
    for item in deliveries:
        if item.released_from:
            released[item.register, item.released_from] += item.rows
    return released


def received_by(store: Path, data_cut: date) -> list[Delivery]:
    """The deliveries received by the cut, those that a later snapshot has replaced included."""
    return [delivery for delivery in stored_deliveries(store) if delivery.received <= data_cut]


def deliveries_at(store: Path, data_cut: date) -> list[Delivery]:
    """The deliveries that make the state at the cut: per register the newest snapshot received by then and
    the increments received after it, in that order."""
    return in_effect(received_by(store, data_cut))


def in_effect(deliveries: Sequence[Delivery]) -> list[Delivery]:
    """Of deliveries in order of register and date received, those that no later snapshot replaces."""
    effective: dict[str, list[Delivery]] = {}
    for delivery in deliveries:
        if delivery.kind == "snapshot":
            effective[delivery.register] = []
        effective.setdefault(delivery.register, []).append(delivery)
    return [delivery for register in effective.values() for delivery in register]


@lru_cache(maxsize=4096)
def _read(path: Path, _modified: int) -> Delivery:
    """A store never changes once it is in place: every step of a run asks, one looks."""
    with duckdb.connect(str(path), read_only=True) as connection:
        facts = connection.execute(
            "select register, delivery_id, kind, received, period_from, complete_to, content_hash, "
            "n_loaded, n_quarantined from delivery"
        ).fetchall()[0]
        tables = connection.execute("select table_name from delivery_file order by table_name").fetchall()
        erasures = tombstones_in(connection)
    register, delivery_id, kind, received, period_from, complete_to, content_hash, *counts = facts
    if erasures:
        content_hash = erasures[-1].content_hash
    return Delivery(
        register, delivery_id, kind, received, period_from, complete_to, path, content_hash, *counts,
        tuple(name for (name,) in tables), erasures, released_from(delivery_id),
    )  # fmt: skip


def database_name(delivery: Delivery) -> str:
    """Under which name `attach_raw` attaches the delivery's file."""
    return f"delivery {delivery.register} {delivery.delivery_id}"


def current_view_sql(register: str, table: str, deliveries: Sequence[Delivery]) -> str:
    """SELECT of the state of `raw.<register>_<table>`, given the register's deliveries in effect, in order.

    Columns of the schema and the provenance. A delivery's row counts where no later delivery has its key or
    deletes it; within a delivery a key is unique since quarantine. (Anti-joins against the short later
    deliveries leave scans of the long first one to DuckDB's pushdown; a window over all rows would not.)
    """
    name = f"{register}_{table}"
    model = raw_models()[register][table]
    types = ddl.column_types(model) | PROVENANCE
    columns = ", ".join(quoted(column) for column in types)
    keys = ", ".join(quoted(column) for column in model.to_schema().unique)
    own = [delivery for delivery in deliveries if delivery.register == register]
    parts = []
    for number, delivery in enumerate(own):
        if name not in delivery.tables:
            continue
        later = " union all ".join(
            f"select {keys} from {_place(other, stored)}"
            for other in own[number + 1 :]
            for stored in ((name,) if _sent_in(other) == _sent_in(delivery) else (name, name + DELETED))
            if stored in other.tables
        )
        parts.append(
            f"select {columns} from {_place(delivery, name)}"
            + (f" anti join ({later}) using ({keys})" if later else "")
        )
    if not parts:
        empty = ", ".join(f"cast(null as {type_}) as {quoted(column)}" for column, type_ in types.items())
        return f"select {empty} where false"
    return " union all ".join(parts)


def _sent_in(delivery: Delivery) -> str:
    """The delivery as the register sent it: what it deletes are never rows that it brings itself, also where
    either was in quarantine at first."""
    return delivery.released_from or delivery.delivery_id


def _place(delivery: Delivery, stored: str) -> str:
    return f"{quoted(database_name(delivery))}.main.{quoted(stored)}"


def attach_raw(connection: duckdb.DuckDBPyConnection, deliveries: Sequence[Delivery]) -> None:
    """Attach the files of the deliveries read-only, and an in-memory catalog `raw` with a view per raw table.

    `raw.npr_episode` is the state that the deliveries make together; a register without a delivery has
    empty views with the schema's types.
    """
    effective = in_effect(deliveries)
    for delivery in effective:
        connection.execute(
            f"attach if not exists {literal(delivery.path)} as {quoted(database_name(delivery))} (read_only)"
        )
    connection.execute(f"attach if not exists ':memory:' as {CATALOG}")
    for register, models in raw_models().items():
        for table in models:
            connection.execute(
                f"create or replace view {CATALOG}.main.{quoted(f'{register}_{table}')} as "
                + current_view_sql(register, table, effective)
            )
