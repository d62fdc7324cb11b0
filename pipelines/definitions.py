"""The only Definitions: every asset, the jobs, the schedule and the sensors."""

import dagster as dg

from pipelines.cut_assets import cut_assets
from pipelines.jobs import alert, ingest, reassessment
from pipelines.resources import settings_from_environment
from pipelines.schedules import quarterly_cut
from pipelines.sensors import agreement_dates, ended_runs, new_deliveries
from pipelines.table_assets import table_assets

definitions = dg.Definitions(
    assets=[*cut_assets(), *table_assets()],
    jobs=[ingest, reassessment, alert],
    schedules=[quarterly_cut],
    sensors=[new_deliveries, agreement_dates, ended_runs],
    resources={"settings": settings_from_environment()},
    # DuckDB lets one process write to a file, so a run does its steps in its own process.
    executor=dg.in_process_executor,
)
