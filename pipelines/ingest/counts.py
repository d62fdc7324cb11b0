"""How many rows each raw table of a register was sent over all deliveries, and what became of them."""

from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from pipelines.ingest.raw_tables import record_table
from pipelines.ingest.released_lines import is_release_id
from pipelines.ingest.tombstone import erased_in


@dataclass(frozen=True)
class TableCounts:
    """Rows of one raw table over the deliveries in the store.

    n_rows = n_loaded + n_deletions + n_quarantined + n_erased: `n_deletions` are keys that increments delete;
    what is in quarantine or was erased may be rows or such keys. Lines that were released from quarantine are
    loaded, and no longer in quarantine.
    """

    n_deliveries: int = 0
    n_rows: int = 0
    n_loaded: int = 0
    n_deletions: int = 0
    n_quarantined: int = 0
    n_erased: int = 0


def table_counts(store: Path, register: str) -> dict[str, TableCounts]:
    """Counts by table name `<register>_<table>`; tables that no delivery has brought are left out."""
    counts: dict[str, TableCounts] = {}
    for path in sorted((store / "raw" / register).glob("*.duckdb")):
        with duckdb.connect(str(path), read_only=True) as connection:
            rows = connection.execute(
                "select table_name, source_file, n_rows, n_loaded, n_quarantined from delivery_file"
            ).fetchall()
            erased = erased_in(connection)
        for stored, file, n_rows, n_loaded, n_quarantined in rows:
            table = record_table(register, stored)
            is_records = stored == table
            so_far = counts.get(table, TableCounts())
            if is_release_id(path.stem):
                # Lines that were sent and counted before, and are in quarantine no more.
                counts[table] = replace(
                    so_far,
                    n_loaded=so_far.n_loaded + n_loaded * is_records,
                    n_deletions=so_far.n_deletions + n_loaded * (not is_records),
                    n_quarantined=so_far.n_quarantined - n_loaded,
                )
                continue
            counts[table] = TableCounts(
                so_far.n_deliveries + is_records,
                so_far.n_rows + n_rows,
                so_far.n_loaded + n_loaded * is_records,
                so_far.n_deletions + n_loaded * (not is_records),
                so_far.n_quarantined + n_quarantined,
                so_far.n_erased + erased.get(file, 0),
            )
    return counts
