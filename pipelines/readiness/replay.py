"""One agreement's tables built on the past, by the definitions of a data cut, and thrown away.

Nothing of a home is written to. What the registers can tell is found by the same SQL that will judge the
patients of the agreement, so the answer cannot drift from the pipeline.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb
import polars as pl

from pipelines.agreements.model import Agreement
from pipelines.agreements.tables import agreement_tables
from pipelines.building import fill_table, insert_frame
from pipelines.file_tables import FileTableError, frame_of
from pipelines.ingest.current import Delivery, in_effect
from pipelines.raw_state import attach_raw_state
from pipelines.tables import TableDefinition, needed_for


@dataclass
class Replay:
    """An open database of the past. Tables are made when they are asked for, once."""

    connection: duckdb.DuckDBPyConnection
    agreement_frames: Mapping[str, pl.DataFrame]
    reference: Path
    as_of: date
    made: set[str] = field(default_factory=set)

    def make(self, *targets: str) -> None:
        """Make the targets and all they are made from.

        Raises FileTableError where a reference table is missing or wrong.
        """
        for definition in needed_for(targets):
            if definition.name not in self.made:
                self.connection.execute(f"create schema if not exists {definition.layer}")
                self._fill(definition)
                self.made.add(definition.name)

    def rows(self, query: str, *values: object) -> list[tuple]:
        """The rows of a SELECT over tables that have been made."""
        return self.connection.execute(query, list(values)).fetchall()

    def frame(self, query: str) -> pl.DataFrame:
        """A SELECT over tables that have been made, as a frame."""
        return self.connection.sql(query).pl()

    def _fill(self, definition: TableDefinition) -> None:
        if definition.is_built:
            fill_table(self.connection, definition, {"data_cut": self.as_of})
        elif definition.layer == "agreement":
            insert_frame(self.connection, definition, self.agreement_frames[definition.table])
        else:
            frame = frame_of(definition, Path(), self.reference)
            try:
                insert_frame(self.connection, definition, frame)
            except duckdb.ConversionException:
                raise FileTableError(
                    f"{self.reference / definition.table}.csv: found a value of another type than its "
                    f"column; expected the reference table {definition.name}"
                ) from None


@contextmanager
def replay(
    agreement: Agreement, deliveries: Sequence[Delivery], reference: Path, as_of: date
) -> Iterator[Replay]:
    """A database of one agreement as seen on `as_of`; gone when the context ends."""
    frames = agreement_tables([agreement])
    with tempfile.TemporaryDirectory(prefix="readiness_") as folder:
        connection = duckdb.connect(str(Path(folder) / "replay.duckdb"))
        try:
            attach_raw_state(connection, in_effect(deliveries))
            yield Replay(connection, frames, reference, as_of)
        finally:
            connection.close()
