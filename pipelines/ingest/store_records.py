"""What the store of a delivery says of itself: the delivery, and each of its files."""

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from pipelines.ingest.format import FileFormat

DELIVERY = (
    "create table {name} (register text, delivery_id text, kind text, period_from date, period_to date, "
    "complete_to date, received date, note text, content_hash text, n_rows bigint, n_loaded bigint, "
    "n_quarantined bigint)"
)
DELIVERY_FILE = (
    "create table {name} (delivery_id text, source_file text, table_name text, sha256 text, kind text, "
    "encoding text, has_bom boolean, delimiter text, line_end text, has_padding boolean, "
    "n_rows_iso_date bigint, n_rows_dotted_date bigint, n_rows_decimal_comma bigint, "
    "n_rows_decimal_point bigint, n_rows bigint, n_loaded bigint, n_quarantined bigint, rules text, "
    "header text[])"
)
"""Stores from before they were kept have no `rules` and no `header`."""


@dataclass(frozen=True)
class FileRecord:
    """One file: its raw table, format and counts; `rules` is the fingerprint of those it was loaded under."""

    source_file: str
    table: str
    met: FileFormat
    forms: Mapping[str, int]
    n_loaded: int
    n_quarantined: int
    rules: str


def record_file(
    connection: duckdb.DuckDBPyConnection, catalog: str, delivery_id: str, record: FileRecord
) -> None:
    """Write down one file of the delivery."""
    met = record.met
    connection.execute(
        f"insert into {catalog}.delivery_file values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, "
        "$13, $14, $15, $16, $17, $18, $19)",
        [
            delivery_id, record.source_file, record.table, met.sha256, met.kind, met.encoding, met.has_bom,
            met.delimiter, met.line_end, met.has_padding, *record.forms.values(), met.n_rows,
            record.n_loaded, record.n_quarantined, record.rules, list(met.header),
        ],
    )  # fmt: skip
