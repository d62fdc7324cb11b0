"""What is started by something happening: a new delivery is loaded when it appears."""

import json

import dagster as dg

from pipelines.jobs import ingest
from pipelines.resources import Settings


@dg.sensor(job=ingest, minimum_interval_seconds=60)
def new_deliveries(context: dg.SensorEvaluationContext, settings: Settings):
    """Loads deliveries whose manifest was not there, or not the same, when the sensor looked last."""
    from pipelines.cut import file_hash

    folder = settings.deliveries_folder
    seen = {
        str(manifest.parent.relative_to(folder)): file_hash(manifest)
        for manifest in sorted(folder.glob("*/*/manifest.yaml"))
    }
    before = json.loads(context.cursor or "{}")
    new = sorted(name for name, content in seen.items() if before.get(name) != content)
    context.update_cursor(json.dumps(seen, sort_keys=True))
    if not new:
        return dg.SkipReason(f"{folder}: nothing new among {len(seen)} deliveries")
    return dg.RunRequest(tags={"deliveries": str(len(new))})
