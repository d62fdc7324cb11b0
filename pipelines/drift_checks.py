"""Drift between deliveries where an engineer works: a check of each raw table in Dagster that only warns."""

from typing import TYPE_CHECKING

import dagster as dg

from pipelines.table_assets import asset_key
from pipelines.tables import TableDefinition

if TYPE_CHECKING:
    from pipelines.ingest.drift_shown import Drift

DRIFT, CHANGES_SHOWN = "drift", 50


def drift_spec(table: TableDefinition) -> dg.AssetCheckSpec:
    """The check of one raw table."""
    return dg.AssetCheckSpec(
        DRIFT,
        asset=asset_key(table.name),
        blocking=False,
        description="The newest delivery against the one before it: volumes per hospital and month, shares "
        "missing, mix of codes. A reason to ask the register, nothing stops.",
    )


def drift_result(table: TableDefinition, found: "Drift | None") -> dg.AssetCheckResult:
    """A warning that names what changed in the table: counts of rows, no value of a person."""
    changes = [change.sentence for change in found.changes if change.table == table.table] if found else []
    return dg.AssetCheckResult(
        asset_key=asset_key(table.name),
        check_name=DRIFT,
        passed=not changes,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={
            "delivery": found.later if found else "none has another before it",
            "against": found.before if found else "none",
            "changes": len(changes),
            "first changes": changes[:CHANGES_SHOWN],
        },
    )
