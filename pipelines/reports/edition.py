"""Reads an edition: `released.*`, the public terms in `agreement.*` and `edition.build`.

The assessor's has `result.*`, of the same columns with nothing withheld, where the public one has
`released.*`; the negotiator's has `confidential.*` beside it.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from pipelines.methods.rounded_numbers import ROUNDED

Row = Mapping[str, Any]

READABLE_SCHEMAS = ("released", "agreement", "edition", "confidential")
PUBLIC = "public"

WITHHELD_COLUMNS = frozenset(
    (
        *("estimate", "lower", "upper", "n", "n_events", *ROUNDED),
        *("n_risk", "n_event", "n_censor", "survival"),
        *("n_met", "n_not_met", "n_unknown"),
        *("observed", "observed_lower", "observed_upper"),
        *("n_denominator", "n_found", "share", "n_present", "n_seen_elsewhere"),
    )
)
"""Numbers that a row marked `suppressed` never shows, whatever it carries. Those of the patient flow are not
among them: there one of two counts may be withheld and the other not, and the missing one is withheld."""

TOLD_BESIDE = {"released.completeness": {"n"}, "released.coverage": {"n_denominator"}}
"""How large a group is may be told where how it divides may not: these leave by themselves, or are empty."""


class ReportError(Exception):
    """A report cannot be made: the message names the file, what was found and what was expected."""


@dataclass(frozen=True)
class Edition:
    """One `results.duckdb`, open for reading only."""

    path: Path
    connection: duckdb.DuckDBPyConnection

    def rows(self, table: str, agreement_id: str | None = None, order_by: str = "all") -> list[Row]:
        """Rows of a table, of one agreement if one is named, with suppressed numbers taken out."""
        if table.split(".")[0] not in READABLE_SCHEMAS:
            raise ReportError(f"{self.path}: reports read {', '.join(READABLE_SCHEMAS)}, not {table}")
        condition, values = ("", [])
        if agreement_id is not None:
            condition, values = "where agreement_id = ?", [agreement_id]
        name = self._named(table)
        try:
            cursor = self.connection.execute(f"select * from {name} {condition} order by {order_by}", values)
        except duckdb.CatalogException as error:
            raise ReportError(f"{self.path}: expected a table {table}, found none") from error
        names = [column[0] for column in cursor.description]
        hidden = WITHHELD_COLUMNS - TOLD_BESIDE.get(table, set())
        return [_without_suppressed(dict(zip(names, row, strict=True)), hidden) for row in cursor.fetchall()]

    def has(self, table: str) -> bool:
        """Whether the edition holds a table."""
        return table in self._tables

    @property
    def name(self) -> str:
        """Whose edition it is: public, assessor or negotiator."""
        return self.build().get("edition") or PUBLIC

    @cached_property
    def completeness(self) -> list[Row]:
        """`released.completeness`, read once: it is long, and belongs to no agreement."""
        return self.rows("released.completeness", order_by="register, hospital_id, variable, month")

    def build(self) -> Row:
        """The one row that says which build this is."""
        found = self.rows("edition.build")
        if len(found) != 1:
            raise ReportError(f"{self.path}: expected one row in edition.build, found {len(found)}")
        return found[0]

    def _named(self, table: str) -> str:
        """Where a released table stands as it is, that is read in its place."""
        exact = table.replace("released.", "result.", 1)
        return exact if self.has(exact) and not self.has(table) else table

    @cached_property
    def _tables(self) -> frozenset[str]:
        found = self.connection.execute("select schema_name || '.' || table_name from duckdb_tables()")
        return frozenset(name for (name,) in found.fetchall())


@contextmanager
def open_edition(path: Path) -> Iterator[Edition]:
    """Open an edition's database read-only. Raises ReportError if there is none."""
    if not path.is_file():
        raise ReportError(f"{path}: expected the results database of an edition, found no such file")
    with duckdb.connect(str(path), read_only=True) as connection:
        yield Edition(path, connection)


def _without_suppressed(row: Row, hidden: Collection[str]) -> Row:
    if not row.get("suppressed"):
        return row
    return {name: None if name in hidden else value for name, value in row.items()}
