"""The raw state of a cut as one attached catalog `raw`: a view per raw table, and the deliveries received."""

from collections.abc import Sequence

import duckdb
import polars as pl

DELIVERY_COLUMNS = {
    "register": pl.String,
    "delivery_id": pl.String,
    "kind": pl.String,
    "received": pl.Date,
    "period_from": pl.Date,
    "complete_to": pl.Date,
    "n_rows": pl.Int64,
    "n_quarantined": pl.Int64,
    "is_used": pl.Boolean,
}


def attach_raw_state(connection: duckdb.DuckDBPyConnection, deliveries: Sequence) -> None:
    """Attach the delivery stores in use read-only and show their state as `raw.<register>_<table>`.

    `deliveries` are all that were received, in order of register and date: those that a later snapshot has
    replaced tell only when they came.
    """
    from pipelines.ingest.current import attach_raw

    attach_raw(connection, deliveries)
    record_deliveries(connection, deliveries)


def record_deliveries(connection: duckdb.DuckDBPyConnection, deliveries: Sequence) -> None:
    """(Re)make `raw.delivery` from the deliveries' own records.

    Lines that were released from quarantine are rows of the delivery they came in, and no delivery.
    """
    from pipelines.ingest.current import in_effect, released_rows

    released = released_rows(deliveries)
    used = {(delivery.register, delivery.delivery_id) for delivery in in_effect(deliveries)}
    facts = pl.DataFrame(
        [
            (
                delivery.register,
                delivery.delivery_id,
                delivery.kind,
                delivery.received,
                delivery.period_from,
                delivery.complete_to,
                delivery.rows + released[delivery.register, delivery.delivery_id],
                delivery.quarantined - released[delivery.register, delivery.delivery_id],
                (delivery.register, delivery.delivery_id) in used,
            )
            for delivery in deliveries
            if not delivery.released_from
        ],
        schema=DELIVERY_COLUMNS,
        orient="row",
    )
    connection.register("delivery_facts", facts)
    connection.execute("create or replace table raw.delivery as select * from delivery_facts")
    connection.unregister("delivery_facts")
