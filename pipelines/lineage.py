"""Which upstream columns each column of a SQL table comes from, worked out from the SQL."""

from pipelines.ddl import column_types
from pipelines.select import parse
from pipelines.tables import TableDefinition, all_tables


def column_lineage(definition: TableDefinition) -> dict[str, list[tuple[str, str]]]:
    """For each column the `(table, column)` pairs that it is computed from; empty for layer files.

    Takes a hundredth of a second or so for a table: called when a table is made, not when code is loaded.
    """
    from sqlglot import exp
    from sqlglot.lineage import lineage
    from sqlglot.optimizer.qualify import qualify
    from sqlglot.optimizer.scope import build_scope

    if definition.sql is None:
        return {}
    schema: dict[str, dict[str, dict[str, str]]] = {}
    for name in definition.upstream:
        layer, table = name.split(".")
        schema.setdefault(layer, {})[table] = column_types(all_tables()[name].model)
    tree = qualify(
        parse(definition.sql, definition.sql_path).copy(),
        schema=schema,
        dialect="duckdb",
        validate_qualify_columns=False,
        identify=False,
    )
    scope = build_scope(tree)
    found: dict[str, list[tuple[str, str]]] = {}
    for column in column_types(definition.model):
        sources = set()
        # A trimmed select is a copy of all of it, made for every column and only to be looked at.
        origins = lineage(
            column, tree, schema=schema, dialect="duckdb", scope=scope, copy=False, trim_selects=False
        )
        for node in origins.walk():
            if isinstance(node.expression, exp.Table) and node.expression.db:
                table = f"{node.expression.db}.{node.expression.name}"
                sources.add((table, node.name.split(".")[-1].strip('"')))
        found[column] = sorted(sources)
    return found
