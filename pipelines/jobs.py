"""What is run as a whole: ingest alone, and everything from deliveries to the published edition."""

import dagster as dg

from pipelines.data_cuts import DATA_CUTS

ingest = dg.define_asset_job(
    "ingest",
    selection=dg.AssetSelection.groups("raw"),
    description="Load the deliveries that have not been loaded.",
)

reassessment = dg.define_asset_job(
    "reassessment",
    selection=dg.AssetSelection.all(),
    partitions_def=DATA_CUTS,
    description="From the deliveries to the published edition and reports of one data cut.",
)
