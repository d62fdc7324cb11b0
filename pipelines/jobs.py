"""What is run as a whole: ingest alone, everything from deliveries to the published edition, one alert."""

from typing import Any

import dagster as dg

from pipelines.resources import Settings

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


@dg.op(config_schema={"facts": dg.Permissive()})
def raise_alert(context: dg.OpExecutionContext, settings: Settings) -> None:
    """Say the alert in the log, in the event log and in a file of its own."""
    from pipelines.oversight.raising import write_alert

    facts: dict[str, Any] = dict(context.op_config["facts"])
    path = write_alert(settings.home_folder, facts)
    context.log.warning(facts["sentence"])
    context.log_event(
        dg.AssetMaterialization(
            asset_key=["oversight", "alert"],
            description=facts["sentence"],
            metadata={**facts, "file": dg.MetadataValue.path(str(path))},
        )
    )


@dg.job(description="One alert: something an agreement rests on is near or overdue. Asked for by a sensor.")
def alert() -> None:
    """A run of its own for each alert, so that whoever watches the runs sees it."""
    raise_alert()
