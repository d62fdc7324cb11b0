"""Every table of the house, found by its path: nothing is listed by hand.

`core.tumour` is `schemas/core/tumour.py` plus exactly one of `sql/core/tumour.sql` or
`pipelines/core/tumour.py`. Tables of `agreement` and `reference` come from files (YAML, CSV) and have
a schema only; tables of `raw` live in the delivery stores.
"""

import importlib
import inspect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from graphlib import TopologicalSorter
from pathlib import Path

from schemas.table import Table

REPOSITORY = Path(__file__).resolve().parents[1]
SCHEMAS = REPOSITORY / "schemas"
SQL = REPOSITORY / "sql"
PIPELINES = REPOSITORY / "pipelines"

LAYERS = (
    "raw", "reference", "agreement", "core", "cohort", "outcome", "result", "released", "confidential",
)  # fmt: skip
"""In the one direction that data flows; `reference` and `agreement` stand beside `raw`."""

FILE_LAYERS = ("raw", "reference", "agreement")
NOT_IN_WORK = ("raw", "confidential")
"""Layers of no working database: the delivery stores hold one, the negotiator's edition alone the other."""


class DefinitionError(Exception):
    """A table's files contradict the house: the message names the file and what was expected."""


@dataclass(frozen=True)
class TableDefinition:
    """Where one table is declared and how it is made."""

    layer: str
    table: str

    @property
    def name(self) -> str:
        return f"{self.layer}.{self.table}"

    @property
    def sql_path(self) -> Path:
        return SQL / self.layer / f"{self.table}.sql"

    @property
    def python_path(self) -> Path:
        return PIPELINES / self.layer / f"{self.table}.py"

    @property
    def is_built(self) -> bool:
        """True for tables that a SELECT or a layer file makes, false for those that come from files."""
        return self.layer not in FILE_LAYERS

    @cached_property
    def sql(self) -> str | None:
        return self.sql_path.read_text(encoding="utf-8") if self.sql_path.exists() else None

    @cached_property
    def model(self) -> type[Table]:
        """The pandera model that declares this table."""
        module = importlib.import_module(f"schemas.{self.layer}.{self.table}")
        return getattr(module, "".join(part.title() for part in self.table.split("_")))

    @cached_property
    def layer_file(self):
        """The Python module that makes this table: it has `READS` and a function of the table's name."""
        return importlib.import_module(f"pipelines.{self.layer}.{self.table}")

    @cached_property
    def upstream(self) -> tuple[str, ...]:
        """Names of the tables this one reads, sorted; parsed from the SQL or stated by the layer file."""
        if not self.is_built:
            return ()
        if self.sql is not None:
            from pipelines.select import tables_read

            return tables_read(self.sql, self.sql_path)
        return tuple(sorted(self.layer_file.READS))

    @property
    def description(self) -> str:
        """What the table is, as its schema says it: the grain first."""
        return inspect.cleandoc(self.model.__doc__ or "")

    @property
    def grain(self) -> str:
        return self.description.splitlines()[0]

    @cached_property
    def checks(self) -> tuple[Path, ...]:
        """SQL checks of this table: `sql/checks/<table>__<claim>.sql` under its layer's name."""
        return tuple(sorted((SQL / "checks" / self.layer).glob(f"{self.table}__*.sql")))


@lru_cache(maxsize=1)
def all_tables() -> Mapping[str, TableDefinition]:
    """Every declared table by name, upstream before downstream."""
    found = {definition.name: definition for definition in _declared()}
    for definition in found.values():
        unknown = [name for name in definition.upstream if name not in found]
        if unknown:
            raise DefinitionError(f"{definition.name} reads {', '.join(unknown)}, which no schema declares")
    order = TopologicalSorter({name: definition.upstream for name, definition in found.items()})
    return {name: found[name] for name in order.static_order()}


def built_tables() -> list[TableDefinition]:
    """The tables of a cut that are made from other tables, in an order in which they can be made."""
    return [definition for definition in all_tables().values() if definition.is_built]


def tables_of(layer: str) -> list[TableDefinition]:
    """The tables of one layer, upstream before downstream."""
    return [definition for definition in all_tables().values() if definition.layer == layer]


def needed_for(targets: Sequence[str]) -> list[TableDefinition]:
    """The targets and everything upstream of them but raw tables, in an order in which they can be made."""
    tables = all_tables()
    needed, waiting = set(), list(targets)
    while waiting:
        name = waiting.pop()
        if name not in needed and not name.startswith("raw."):
            needed.add(name)
            waiting += tables[name].upstream
    return [definition for name, definition in tables.items() if name in needed]


def _declared() -> Iterator[TableDefinition]:
    for layer in LAYERS:
        for path in sorted((SCHEMAS / layer).glob("[a-z]*.py")):
            definition = TableDefinition(layer, path.stem)
            ways = [way for way in (definition.sql_path, definition.python_path) if way.exists()]
            if definition.is_built and len(ways) != 1:
                raise DefinitionError(
                    f"{definition.name}: expected exactly one of "
                    f"{definition.sql_path.relative_to(REPOSITORY)} and "
                    f"{definition.python_path.relative_to(REPOSITORY)}, found {len(ways)}"
                )
            yield definition
