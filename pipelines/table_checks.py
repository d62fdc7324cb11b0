"""Hold a table against its schema and against its SQL checks: counts and rules, never a value."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from pipelines.model_rules import Place, broken_rules
from pipelines.select import parameters_used
from pipelines.tables import TableDefinition

SCHEMA_CLAIM = "schema"


def claim(path: Path) -> str:
    """What a SQL check claims: `sql/checks/cohort/treated_person__one_row.sql` → `one_row`."""
    return path.stem.split("__", 1)[1]


def failures(
    connection: duckdb.DuckDBPyConnection, definition: TableDefinition, parameters: Mapping[str, Any]
) -> dict[str, list[str]]:
    """What is wrong with the table: for each claim that fails (`schema` or a SQL check's), sentences."""
    found = {SCHEMA_CLAIM: schema_failures(connection, definition)}
    for path in definition.checks:
        n_offending = offending_rows(connection, path, parameters)
        found[claim(path)] = [f"{n_offending} offending rows: {check_meaning(path)}"] if n_offending else []
    return {name: sentences for name, sentences in found.items() if sentences}


def schema_failures(connection: duckdb.DuckDBPyConnection, definition: TableDefinition) -> list[str]:
    """The rules of the pandera model that the table breaks."""
    broken = broken_rules(connection, Place(None, definition.layer, definition.table), definition.model)
    return sorted(f"rule {rule.rule} on {rule.about} does not hold" for rule in broken)


def offending_rows(connection: duckdb.DuckDBPyConnection, path: Path, parameters: Mapping[str, Any]) -> int:
    """How many rows a SQL check selects."""
    sql = path.read_text(encoding="utf-8").strip().rstrip(";")
    used = {name: parameters[name] for name in parameters_used(sql, path)}
    return connection.execute(f"select count(*) from ({sql})", used or None).fetchall()[0][0]


def check_meaning(path: Path) -> str:
    """The leading comment of a SQL check: what a failure means."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return " ".join(line.removeprefix("--").strip() for line in lines if line.startswith("--"))
