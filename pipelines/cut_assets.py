"""Ingest, the frozen cut and its publication as Dagster assets."""

from collections.abc import Iterator, Sequence

import dagster as dg

from pipelines.cut import current_inputs, differences
from pipelines.data_cuts import DATA_CUTS, data_cut_of
from pipelines.drift_checks import drift_result, drift_spec
from pipelines.frozen import CutError
from pipelines.progress import PROGRESS
from pipelines.publication import publish, write_reports, write_results
from pipelines.resources import Settings
from pipelines.table_assets import (
    FROZEN_CUT,
    asset_key,
    check_results,
    check_specs,
    column_schema,
)
from pipelines.table_checks import SCHEMA_CLAIM, failures
from pipelines.tables import TableDefinition, tables_of
from pipelines.work import open_work, work_tables

RESULTS = dg.AssetKey(["edition", "results"])
REPORTS = dg.AssetKey(["edition", "reports"])
PUBLISHED = dg.AssetKey(["edition", "published"])


def cut_assets() -> list[dg.AssetsDefinition]:
    """Assets around the tables: one ingest per register, then freezing, results, reports, publication."""
    by_register: dict[str, list[TableDefinition]] = {}
    for definition in tables_of("raw"):
        if definition.table != "delivery":
            by_register.setdefault(definition.table.split("_")[0], []).append(definition)
    ingests = [_ingest(register, tables) for register, tables in by_register.items()]
    return [*ingests, _deliveries(), _frozen(), _results(), _reports(), _published()]


def _ingest(register: str, tables: Sequence[TableDefinition]) -> dg.AssetsDefinition:
    @dg.multi_asset(
        name=f"ingest_{register}",
        specs=[
            dg.AssetSpec(
                asset_key(table.name),
                group_name="raw",
                description=table.description,
                metadata={"dagster/column_schema": column_schema(table)},
                kinds={"duckdb", "pandera"},
            )
            for table in tables
        ],
        check_specs=[
            *(spec for table in tables for spec in check_specs(table)),
            *(drift_spec(table) for table in tables),
        ],
    )
    def ingest(settings: Settings) -> Iterator[dg.MaterializeResult]:
        from pipelines.ingest.counts import TableCounts, table_counts
        from pipelines.ingest.drift_shown import newest_drift
        from pipelines.ingest.load import load_all
        from pipelines.ingest.stored_rules import stored_failures

        store = settings.home_folder.root
        reports = load_all(settings.deliveries_folder, store, PROGRESS.info, register)
        refused = [problem for report in reports for problem in report.problems]
        if refused:
            raise dg.Failure(description="; ".join(refused))
        counts, broken = table_counts(store, register), stored_failures(store, register)
        changed = newest_drift(store, register)
        for table in tables:
            count = counts.get(table.table, TableCounts())
            yield dg.MaterializeResult(
                asset_key=asset_key(table.name),
                metadata={
                    "dagster/row_count": count.n_loaded,
                    "rows sent": count.n_rows,
                    "deliveries": count.n_deliveries,
                    "keys deleted": count.n_deletions,
                    "rows in quarantine": count.n_quarantined,
                    "rows erased": count.n_erased,
                },
                check_results=[
                    *check_results(table, {SCHEMA_CLAIM: broken.get(table.table, [])}),
                    drift_result(table, changed),
                ],
            )

    return ingest


def _deliveries() -> dg.AssetsDefinition:
    delivery = next(definition for definition in tables_of("raw") if definition.table == "delivery")
    others = [asset_key(definition.name) for definition in tables_of("raw") if definition is not delivery]

    @dg.asset(
        key=asset_key(delivery.name),
        deps=others,
        group_name="raw",
        description=delivery.description,
        metadata={"dagster/column_schema": column_schema(delivery)},
        kinds={"duckdb"},
        check_specs=check_specs(delivery),
    )
    def deliveries(settings: Settings) -> dg.MaterializeResult:
        from pipelines.in_memory import in_memory
        from pipelines.ingest.current import stored_deliveries
        from pipelines.raw_state import record_deliveries

        stored = stored_deliveries(settings.home_folder.root)
        with in_memory() as connection:
            connection.execute("create schema raw")
            record_deliveries(connection, stored)
            broken = failures(connection, delivery, {})
        return dg.MaterializeResult(
            metadata={"dagster/row_count": len(stored)}, check_results=check_results(delivery, broken)
        )

    return deliveries


def _frozen() -> dg.AssetsDefinition:
    @dg.asset(
        key=FROZEN_CUT,
        deps=[asset_key(definition.name) for definition in tables_of("raw")],
        group_name="cut",
        partitions_def=DATA_CUTS,
        description="What the cut's first build froze: deliveries, agreements and reference tables by hash.",
    )
    def frozen(context: dg.AssetExecutionContext, settings: Settings) -> dg.MaterializeResult:
        cut = settings.frozen_cut(data_cut_of(context))
        folders = (settings.agreements_folder, settings.reference_folder, settings.confidential_folder)
        now = current_inputs(cut.home, cut.data_cut, *folders)
        later = differences(cut, now)
        for line in later:
            PROGRESS.warning(line)
        return dg.MaterializeResult(
            metadata={
                "deliveries": len(cut.inputs["deliveries"]),
                "build": cut.build_id,
                "came after the cut was frozen": later,
            }
        )

    return frozen


def _results() -> dg.AssetsDefinition:
    @dg.asset(
        key=RESULTS,
        deps=[asset_key(definition.name) for definition in work_tables()],
        group_name="edition",
        partitions_def=DATA_CUTS,
        description="The databases of an edition, public and not. Refused while any table is unmade, "
        "unchecked or older than what it rests on.",
        kinds={"duckdb", "parquet"},
    )
    def results(context: dg.AssetExecutionContext, settings: Settings) -> dg.MaterializeResult:
        with open_work(settings.frozen_cut(data_cut_of(context))) as work:
            try:
                folder = write_results(work)
            except CutError as error:
                raise dg.Failure(description=str(error)) from None
        return dg.MaterializeResult(metadata={"folder": str(folder)})

    return results


def _reports() -> dg.AssetsDefinition:
    @dg.asset(
        key=REPORTS,
        deps=[RESULTS],
        group_name="edition",
        partitions_def=DATA_CUTS,
        description="One page per agreement and language, from released tables only.",
        kinds={"html"},
    )
    def reports(context: dg.AssetExecutionContext, settings: Settings) -> dg.MaterializeResult:
        pages = write_reports(settings.frozen_cut(data_cut_of(context)))
        return dg.MaterializeResult(metadata={"pages": len(pages)})

    return reports


def _published() -> dg.AssetsDefinition:
    @dg.asset(
        key=PUBLISHED,
        deps=[REPORTS],
        group_name="edition",
        partitions_def=DATA_CUTS,
        description="The edition in place and the published symlink pointing at it.",
    )
    def published(context: dg.AssetExecutionContext, settings: Settings) -> dg.MaterializeResult:
        target = publish(settings.frozen_cut(data_cut_of(context)))
        PROGRESS.info(f"published {target}")
        return dg.MaterializeResult(metadata={"edition": str(target)})

    return published
