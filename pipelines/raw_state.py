"""The raw state of a cut as one attached catalog `raw`: a view per raw table, and the deliveries used."""

from collections.abc import Sequence

import duckdb
import polars as pl

DELIVERY_COLUMNS = {
    "register": pl.String,
    "delivery_id": pl.String,
    "kind": pl.String,
    "received": pl.Date,
    "complete_to": pl.Date,
    "n_rows": pl.Int64,
    "n_quarantined": pl.Int64,
}


def attach_raw_state(connection: duckdb.DuckDBPyConnection, deliveries: Sequence) -> None:
    """Attach the delivery stores read-only and show their state as `raw.<register>_<table>`."""
    from pipelines.ingest.current import attach_raw

    attach_raw(connection, deliveries)
    record_deliveries(connection, deliveries)


def record_deliveries(connection: duckdb.DuckDBPyConnection, deliveries: Sequence) -> None:
    """(Re)make `raw.delivery` from the deliveries' own records."""
    facts = pl.DataFrame(
        [
            (
                delivery.register,
                delivery.delivery_id,
                delivery.kind,
                delivery.received,
                delivery.complete_to,
                delivery.rows,
                delivery.quarantined,
            )
            for delivery in deliveries
        ],
        schema=DELIVERY_COLUMNS,
        orient="row",
    )
    connection.register("delivery_facts", facts)
    connection.execute("create or replace table raw.delivery as select * from delivery_facts")
    connection.unregister("delivery_facts")
