"""What a sensor says when it looks, as Dagster's daemon would ask it."""

import dagster as dg
from dagster._core.definitions.sensor_definition import SensorExecutionData

from pipelines.definitions import definitions
from pipelines.resources import Settings


def sensed(sensor: dg.SensorDefinition, settings: Settings, cursor: str | None) -> SensorExecutionData:
    """One look of the sensor: run requests, cursor, and why it asks for nothing."""
    with (
        dg.DagsterInstance.ephemeral() as instance,
        dg.build_sensor_context(
            instance=instance,
            cursor=cursor,
            resources={"settings": settings},
            repository_def=definitions.get_repository_def(),
        ) as context,
    ):
        return sensor.evaluate_tick(context)
