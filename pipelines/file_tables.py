"""Tables that come from files of a cut: agreements (YAML) and reference tables (CSV)."""

import polars as pl

from pipelines.cut import Cut, CutError
from pipelines.ddl import column_types
from pipelines.tables import TableDefinition


def frame_of(definition: TableDefinition, cut: Cut) -> pl.DataFrame:
    """The rows of one file table, in the schema's columns."""
    if definition.layer == "agreement":
        from pipelines.agreements.read import read_agreements
        from pipelines.agreements.tables import agreement_tables

        return agreement_tables(read_agreements(cut.agreements))[definition.table]
    path = cut.reference / f"{definition.table}.csv"
    if not path.exists():
        raise CutError(f"{path}: not found; expected the reference table {definition.name}")
    frame = pl.read_csv(path, infer_schema=False)
    expected = list(column_types(definition.model))
    if frame.columns != expected:
        raise CutError(f"{path}: line 1: found columns {frame.columns}, expected {expected}")
    return frame
