"""What is run as a whole: ingest alone, and everything from deliveries to the published edition."""

import dagster as dg

ingest = dg.define_asset_job(
    "ingest",
    selection=dg.AssetSelection.groups("raw"),
    description="Load the deliveries that have not been loaded.",
)

reassessment = dg.define_asset_job(
    "reassessment",
    selection=dg.AssetSelection.all(),
    description="From the deliveries to the published edition and reports of one data cut.",
)
