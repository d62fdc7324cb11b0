"""Data cuts as Dagster partitions: one per date, added by the schedule, the command line or the UI."""

from datetime import date

import dagster as dg

DATA_CUTS = dg.DynamicPartitionsDefinition(name="data_cut")


def data_cut_of(context: dg.AssetExecutionContext) -> date:
    """The date that the partition key names."""
    try:
        return date.fromisoformat(context.partition_key)
    except ValueError:
        raise dg.Failure(f"data cut {context.partition_key!r}: expected a date such as 2026-06-30") from None
