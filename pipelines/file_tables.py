"""Tables that come from files of a cut: agreements (YAML) and reference tables (CSV)."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import polars as pl

from pipelines.building import insert_frame
from pipelines.ddl import column_types
from pipelines.in_memory import in_memory
from pipelines.table_checks import schema_failures
from pipelines.tables import TableDefinition, tables_of

if TYPE_CHECKING:
    from pipelines.agreements.model import Agreement

FROZEN_TABLES = ("published_count", "published_curve", "published_point", "published_answer")
"""The reference tables that are no user's files: written when a cut is frozen, and empty outside a cut."""
PUBLISHED = "published"
"""Folder of those tables, beside the frozen reference tables."""
FIRST_LINE = 2
"""Line of a CSV file that holds the first row, below the header."""


class FileTableError(Exception):
    """Files cannot be used: one line for every problem, naming the file, what was found and expected."""


def frame_of(definition: TableDefinition, agreements: Path, reference: Path) -> pl.DataFrame:
    """The rows of one file table, in the schema's columns, as text where it comes from CSV.

    Raises FileTableError where a reference table is not there, no CSV or has other columns.
    """
    if definition.layer == "agreement":
        from pipelines.agreements.folder import folder_tables

        return folder_tables(agreements)[definition.table]
    path = reference / f"{definition.table}.csv"
    if definition.table in FROZEN_TABLES:
        path = reference.parent / PUBLISHED / path.name
        if not path.parent.is_dir():
            return pl.DataFrame(schema=dict.fromkeys(column_types(definition.model), pl.String))
        if not path.exists():
            raise FileTableError(
                f"{path}: found no file; expected what editions told, frozen with the cut "
                "(--new-build freezes it anew)"
            )
    if not path.exists():
        raise FileTableError(f"{path}: found no file; expected the reference table {definition.name}")
    try:
        frame = pl.read_csv(path, infer_schema=False)
    except pl.exceptions.PolarsError:
        raise FileTableError(
            f"{path}: found no readable CSV; expected a header and rows in UTF-8, parted by commas"
        ) from None
    expected = list(column_types(definition.model))
    if frame.columns != expected:
        raise FileTableError(f"{path}, line 1: found columns {frame.columns}; expected {expected}")
    return frame


def check_files(agreements: Path, reference: Path, confidential: Path | None = None) -> None:
    """Everything that is wrong with the agreement files, the confidential terms and the reference tables.

    Raises FileTableError, before any of them is used.
    """
    from pipelines.agreements.confidential import confidential_problems
    from pipelines.agreements.folder import read_folder
    from pipelines.agreements.read import AgreementError

    problems: list[str] = []
    try:
        read, _ = read_folder(agreements)
        problems += _unknown_tariffs(read, agreements, reference)
        problems += confidential_problems(read, confidential) if confidential is not None else []
    except AgreementError as error:
        problems += error.problems
    for definition in tables_of("reference"):
        if definition.table in FROZEN_TABLES:
            continue
        problems += _reference_problems(definition, agreements, reference)
    if problems:
        raise FileTableError("\n".join(problems))


def _unknown_tariffs(read: Sequence["Agreement"], agreements: Path, reference: Path) -> list[str]:
    """Agreements whose EQ-5D tariff the reference table does not hold."""
    definition = next(table for table in tables_of("reference") if table.table == "eq5d_tariff")
    try:
        known = frame_of(definition, agreements, reference)["tariff"].unique().drop_nulls().sort()
    except FileTableError:  # told of the reference table itself
        return []
    return [
        f"{agreement.agreement_id}.yaml: patient_reported.eq5d_tariff: found '{tariff}'; expected one of "
        f"{reference / 'eq5d_tariff.csv'}: {', '.join(known)}"
        for agreement in read
        if agreement.patient_reported and (tariff := agreement.patient_reported.eq5d_tariff)
        if tariff not in known
    ]


def _reference_problems(definition: TableDefinition, agreements: Path, reference: Path) -> list[str]:
    try:
        frame = frame_of(definition, agreements, reference)
    except FileTableError as error:
        return [str(error)]
    path = reference / f"{definition.table}.csv"
    with in_memory() as connection:
        untyped = list(_untyped(connection, definition, frame))
        if untyped:
            return [f"{path}, {problem}" for problem in untyped]
        connection.execute(f"create schema {definition.layer}")
        insert_frame(connection, definition, frame)
        return [f"{path}: {failure}" for failure in schema_failures(connection, definition)]


def _untyped(
    connection: duckdb.DuckDBPyConnection, definition: TableDefinition, frame: pl.DataFrame
) -> Iterator[str]:
    """For each column with a value of another type than the schema's: where it is first found."""
    connection.register("text", frame.with_row_index("line", offset=FIRST_LINE))
    for column, type_ in column_types(definition.model).items():
        found = connection.execute(
            f'select line, "{column}" from text where "{column}" is not null '
            f'and try_cast("{column}" as {type_}) is null order by line limit 1'
        ).fetchall()
        for line, value in found:
            yield f"line {line}: {column}: found '{value}'; expected {type_}"
    connection.unregister("text")
