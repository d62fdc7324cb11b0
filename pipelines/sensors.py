"""What is started by something happening: a delivery appears, or a date draws near or passes."""

import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

import dagster as dg

from pipelines.ended_runs import end_dead_runs
from pipelines.jobs import alert, ingest
from pipelines.resources import Settings

LOOKS_A_DAY = 4
"""More than one, so that no day is missed when the machine is off for some hours; each alert comes once."""


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


@dg.sensor(job=ingest, minimum_interval_seconds=60, default_status=dg.DefaultSensorStatus.RUNNING)
def ended_runs(context: dg.SensorEvaluationContext):
    """Says of runs whose process was killed that they have failed; else they keep others waiting for ever."""
    ended = end_dead_runs(context.instance)
    return dg.SkipReason(f"{len(ended)} runs had been killed" if ended else "every unfinished run is alive")


# By name: a sensor bound to the job itself makes Dagster warn of a parameter that only Dagster sets.
@dg.sensor(job_name=alert.name, minimum_interval_seconds=24 * 60 * 60 // LOOKS_A_DAY)
def agreement_dates(context: dg.SensorEvaluationContext, settings: Settings):
    """Raises an alert 180, 90 and 30 days before a reassessment or the end of a legal basis, and once for
    what is overdue, by the newest published edition. Its cursor holds what has been raised."""
    from pipelines.oversight.alerts import not_raised, with_raised
    from pipelines.oversight.raising import facts_of
    from pipelines.oversight.watching import NothingToWatch, watched

    day = today()
    raised = _raised(context.cursor)
    try:
        seen = watched(settings.home_folder, day)
    except NothingToWatch as reason:
        return dg.SkipReason(str(reason))
    new = not_raised(seen.alerts, raised)
    if not new:
        return dg.SkipReason(f"nothing new among {len(seen.alerts)} alerts by the edition of {seen.data_cut}")
    context.update_cursor(json.dumps(with_raised(raised, new), sort_keys=True))
    return [
        dg.RunRequest(
            run_key=item.alert_id,
            run_config={
                "ops": {"raise_alert": {"config": {"facts": facts_of(item, day, seen.data_cut)}}},
            },
            tags={"agreements": ", ".join(item.agreement_ids), "alert": item.kind},
        )
        for item in new
    ]


def today() -> date:
    """The day where the agreements are in force."""
    return datetime.now(ZoneInfo("Europe/Oslo")).date()


def _raised(cursor: str | None) -> dict[str, int]:
    """How far each subject had come. A cursor that is something else is not guessed at: that would raise
    every alert again."""
    try:
        raised = json.loads(cursor or "{}")
    except json.JSONDecodeError:
        raised = None
    if not isinstance(raised, dict) or not all(type(rank) is int for rank in raised.values()):
        raise dg.DagsterInvariantViolationError(
            "cursor of the sensor agreement_dates: expected a JSON object of numbers by subject; reset it in "
            "the UI to raise every alert that holds again"
        )
    return raised
