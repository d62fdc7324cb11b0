"""What remains after quarantine is held against the pandera model itself: the rules' own examiner."""

import duckdb

from pipelines.ingest.rules import quoted
from pipelines.model_rules import Place, broken_rules
from schemas.table import Table

GATED = Place("temp", "main", "gated")


def gate_failures(
    connection: duckdb.DuckDBPyConnection, catalog: str, table: str, model: type[Table]
) -> list[str]:
    """Rules of the model that rows of `catalog.table` still break: column and rule, never a value."""
    columns = ", ".join(quoted(name) for name in model.to_schema().columns)
    connection.execute(f"create or replace temp view gated as select {columns} from {catalog}.{table}")
    return sorted(
        f"{broken.about or 'the table'}: {broken.rule}" for broken in broken_rules(connection, GATED, model)
    )
