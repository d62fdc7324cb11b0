"""What stays in a delivery's store where rows of a person were erased: how many, when, by whom and why.

Nothing of the person stays, no hash either: who has the store could hash every pseudonym there is, with
whatever salt lies beside it, and so name the person.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

ERASURE = (
    "create table if not exists {name} (erased_at timestamp, erased_by text, reason text, source_file text, "
    "table_name text, n_rows bigint, n_lines bigint, content_hash_before text, content_hash text)"
)
"""One row per erasure and file: how many rows of its raw table (`n_rows`) and lines in quarantine went.

`content_hash` stands for what is left. The hash in `delivery` stays that of the delivery as it was sent: by
it the same delivery is known when it comes again.
"""


@dataclass(frozen=True)
class Tombstone:
    """One erasure in one store: when (UTC), who, why, how many rows and lines; the hash before and after."""

    erased_at: datetime
    erased_by: str
    reason: str
    n_erased: int
    content_hash_before: str
    content_hash: str


def tombstones(store: Path) -> tuple[Tombstone, ...]:
    """The erasures of one store, oldest first; none where no row was erased."""
    with duckdb.connect(str(store), read_only=True) as connection:
        return tombstones_in(connection)


def tombstones_in(connection: duckdb.DuckDBPyConnection) -> tuple[Tombstone, ...]:
    """The same from a store that is open."""
    if not _has_erasures(connection):
        return ()
    rows = connection.execute(
        "select erased_at, erased_by, reason, cast(sum(n_rows + n_lines) as bigint), content_hash_before, "
        "content_hash from erasure group by all order by min(rowid)"
    ).fetchall()
    return tuple(Tombstone(*row) for row in rows)


def erased_in(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Rows and lines that were erased, by file; files that nothing was erased from are left out."""
    if not _has_erasures(connection):
        return {}
    return dict(
        connection.execute(
            "select source_file, cast(sum(n_rows + n_lines) as bigint) from erasure group by all"
        ).fetchall()
    )


def _has_erasures(connection: duckdb.DuckDBPyConnection) -> bool:
    named = connection.execute(
        "select count(*) from duckdb_tables() where table_name = 'erasure' and not internal"
    ).fetchall()
    return bool(named[0][0])
