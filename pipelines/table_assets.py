"""Every table of a cut as a Dagster asset: made, then held against its schema and SQL checks.

Nothing is listed here: tables, dependencies, column descriptions and checks come from their files.
"""

import dagster as dg

from pipelines.data_cuts import DATA_CUTS, data_cut_of
from pipelines.ddl import column_types
from pipelines.progress import PROGRESS
from pipelines.resources import Settings
from pipelines.table_checks import SCHEMA_CLAIM, check_meaning, claim
from pipelines.tables import REPOSITORY, TableDefinition
from pipelines.work import open_work, work_tables

FROZEN_CUT = dg.AssetKey(["cut", "frozen"])


def table_assets() -> list[dg.AssetsDefinition]:
    """One asset per table of the working database, in the layer's group."""
    return [_table_asset(definition) for definition in work_tables()]


def asset_key(name: str) -> dg.AssetKey:
    """`core.tumour` → `core/tumour`."""
    return dg.AssetKey(name.split("."))


def _table_asset(definition: TableDefinition) -> dg.AssetsDefinition:
    key = asset_key(definition.name)
    upstream = [asset_key(name) for name in definition.upstream]
    reads_raw = any(name.startswith("raw.") for name in definition.upstream)
    if not definition.is_built or reads_raw:
        upstream.append(FROZEN_CUT)

    @dg.asset(
        key=key,
        deps=upstream,
        group_name=definition.layer,
        partitions_def=DATA_CUTS,
        description=definition.description,
        metadata={
            "dagster/column_schema": column_schema(definition),
            "definition": dg.MetadataValue.text(_definition_path(definition)),
        },
        kinds={"duckdb", "sql" if definition.sql is not None else "python"},
        check_specs=check_specs(definition),
    )
    def make(context: dg.AssetExecutionContext, settings: Settings) -> dg.MaterializeResult:
        with open_work(settings.frozen_cut(data_cut_of(context)), reads_raw) as work:
            n_rows = work.make(definition)
            failures = work.check(definition)
        PROGRESS.info(f"{definition.name}: {n_rows:,} rows")
        return dg.MaterializeResult(
            metadata={"dagster/row_count": n_rows, "dagster/column_lineage": _column_lineage(definition)},
            check_results=check_results(definition, failures),
        )

    return make


def column_schema(definition: TableDefinition) -> dg.TableSchema:
    """The columns as Dagster shows them: type, both descriptions, unit."""
    types = column_types(definition.model)
    columns = []
    for name, column in definition.model.to_schema().columns.items():
        metadata = column.metadata or {}
        unit = f" [{metadata['unit']}]" if metadata.get("unit") else ""
        columns.append(
            dg.TableColumn(
                name=name,
                type=types[name],
                description=f"{column.description}{unit} · {metadata.get('norwegian', '')}",
                constraints=dg.TableColumnConstraints(nullable=column.nullable, unique=column.unique),
            )
        )
    return dg.TableSchema(columns=columns)


def _column_lineage(definition: TableDefinition) -> dg.TableColumnLineage:
    from pipelines.lineage import column_lineage

    return dg.TableColumnLineage(
        {
            column: [dg.TableColumnDep(asset_key(table), source) for table, source in sources]
            for column, sources in column_lineage(definition).items()
        }
    )


def check_specs(definition: TableDefinition) -> list[dg.AssetCheckSpec]:
    """The blocking checks of a table: its pandera schema, and each SQL check under its claim."""
    meanings = {SCHEMA_CLAIM: "Holds every rule of the table's pandera schema"}
    meanings |= {claim(path): check_meaning(path) for path in definition.checks}
    return [
        dg.AssetCheckSpec(name, asset=asset_key(definition.name), blocking=True, description=meaning)
        for name, meaning in meanings.items()
    ]


def check_results(definition: TableDefinition, failures: dict[str, list[str]]) -> list[dg.AssetCheckResult]:
    """The outcome of each of `check_specs`; `failures` are sentences by claim, without any value."""
    return [
        dg.AssetCheckResult(
            asset_key=spec.asset_key,
            check_name=spec.name,
            passed=not failures.get(spec.name),
            metadata={"failures": failures.get(spec.name, [])},
        )
        for spec in check_specs(definition)
    ]


def _definition_path(definition: TableDefinition) -> str:
    if not definition.is_built:
        return "files of the cut"
    path = definition.sql_path if definition.sql is not None else definition.python_path
    return str(path.relative_to(REPOSITORY))
