"""The raw state of a cut with another one's rows in it: what was known earlier, as it is known now."""

from collections.abc import Collection, Sequence

import duckdb
import polars as pl

from pipelines.in_memory import in_memory
from pipelines.ingest.current import CATALOG, attach_raw, current_view_sql, in_effect
from pipelines.ingest.raw_tables import raw_models
from pipelines.ingest.rules import quoted
from pipelines.raw_state import record_deliveries

PERSON = "lopenr"
FOLLOWED = f"{CATALOG}.main.followed"


def attach_restated(
    connection: duckdb.DuckDBPyConnection,
    earlier: Sequence,
    later: Sequence,
    followed: Collection[str] | None = None,
) -> None:
    """Attach the rows that the `earlier` deliveries knew by their keys, as the `later` ones have them now.

    Rows that are no more are gone, rows that have come since are left out: all but those of the persons
    `followed`, where they are given. With them what the registers say of their completeness is that of the
    later deliveries, without them that of the earlier.
    """
    attach_raw(connection, earlier)
    attach_raw(connection, later)
    record_deliveries(connection, earlier if followed is None else later)
    connection.register(
        "followed", pl.DataFrame({PERSON: sorted(followed or ())}, schema={PERSON: pl.String})
    )
    connection.execute(f"create or replace table {FOLLOWED} as from followed")
    connection.unregister("followed")
    for register, models in raw_models().items():
        for table, model in models.items():
            keys = ", ".join(quoted(key) for key in model.to_schema().unique)
            now = current_view_sql(register, table, in_effect(later))
            known = f"select {keys} from ({current_view_sql(register, table, in_effect(earlier))})"
            connection.execute(
                f"create or replace view {CATALOG}.main.{quoted(f'{register}_{table}')} as "
                f"select * from ({now}) where ({keys}) in ({known}) or {PERSON} in (from {FOLLOWED})"
            )


def row_changes(earlier: Sequence, later: Sequence) -> pl.DataFrame:
    """Per raw table: how many rows known earlier were changed or deleted since, and how many are new."""
    rows = []
    with in_memory() as connection:
        attach_raw(connection, earlier)
        attach_raw(connection, later)
        for register, models in raw_models().items():
            for table, model in models.items():
                counted = connection.execute(
                    _changes_sql(
                        current_view_sql(register, table, in_effect(earlier)),
                        current_view_sql(register, table, in_effect(later)),
                        ", ".join(quoted(key) for key in model.to_schema().unique),
                        ", ".join(quoted(name) for name in model.to_schema().columns),
                    )
                ).fetchall()
                rows.append((f"{register}_{table}", *counted[0]))
    return pl.DataFrame(rows, schema=["table_name", "changed", "deleted", "new"], orient="row")


def _changes_sql(then: str, now: str, keys: str, content: str) -> str:
    """SELECT of the number of rows changed, deleted and new. A key stands once in a state."""
    return f"""
        with earlier as ({then}), later as ({now}),
        kept as (select count(*) as n from earlier semi join later using ({keys})),
        shared as (select {content} from earlier intersect select {content} from later),
        same as (select count(*) as n from shared)
        select
            (select n from kept) - (select n from same),
            (select count(*) from earlier) - (select n from kept),
            (select count(*) from later) - (select n from kept)
    """
