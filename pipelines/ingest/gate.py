"""What remains after quarantine is held against the pandera model itself: the rules' own examiner."""

import warnings

import duckdb

from pipelines.ingest.rules import quoted
from schemas.table import Table


def gate_failures(
    connection: duckdb.DuckDBPyConnection, catalog: str, table: str, model: type[Table]
) -> list[str]:
    """Rules of the model that rows of `catalog.table` still break: column and rule, never a value."""
    import ibis
    from pandera.config import ValidationDepth, config_context
    from pandera.errors import SchemaErrors

    schema = model.to_schema()
    for check in [*schema.checks, *(check for column in schema.columns.values() for check in column.checks)]:
        check.n_failure_cases = 1
    columns = ", ".join(quoted(name) for name in schema.columns)
    connection.execute(f"create or replace temp view gated as select {columns} from {catalog}.{table}")
    # In an empty table no rule is broken, but SQL's "all" over no rows is null, which pandera takes for a no.
    is_empty = not connection.execute("select exists (from gated)").fetchall()[0][0]
    depth = ValidationDepth.SCHEMA_ONLY if is_empty else ValidationDepth.SCHEMA_AND_DATA
    with warnings.catch_warnings(), config_context(validation_depth=depth):
        # ibis 12 calls a method that DuckDB 2 has renamed.
        warnings.filterwarnings("ignore", "fetch_arrow_table", DeprecationWarning)
        backend = ibis.duckdb.from_connection(connection)
        try:
            schema.validate(backend.table("gated", database=("temp", "main")), lazy=True)
        except SchemaErrors as error:
            # The error holds failing rows; only the names of column and rule leave here.
            return sorted({_sentence(failure) for failure in error.schema_errors})
    return []


def _sentence(failure) -> str:
    column = getattr(failure.schema, "name", None) or "the table"
    return f"{column}: {getattr(failure.check, 'name', None) or failure.check}"
