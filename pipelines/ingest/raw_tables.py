"""Which raw tables each register delivers, found from the files in schemas/raw."""

import inspect
from functools import lru_cache
from typing import Any

from pipelines.tables import SCHEMAS, TableDefinition
from schemas.table import Table

PROVENANCE = {"delivery_id": "text", "source_file": "text", "source_line": "bigint"}
"""Columns every raw row has beside those of its schema: where it came from, header = line 1."""


DELETED = "_deleted"
"""Ends the name of the table in which a delivery's store keeps the keys it deletes."""


@lru_cache(maxsize=1)
def raw_models() -> dict[str, dict[str, type[Table]]]:
    """Register → table → model. A name without a register in it (raw.delivery) is not delivered."""
    found: dict[str, dict[str, type[Table]]] = {}
    for path in sorted((SCHEMAS / "raw").glob("[a-z]*_*.py")):
        register, table = path.stem.split("_", 1)
        found.setdefault(register, {})[table] = TableDefinition("raw", path.stem).model
    return found


@lru_cache(maxsize=64)
def deletion_model(register: str, table: str) -> type[Table]:
    """What a file of deletions holds: the key columns of the raw table, with their constraints."""
    model = raw_models()[register][table]
    key = list(model.to_schema().unique)
    annotations: dict[str, Any] = {}
    for base in reversed(model.__mro__):
        annotations |= inspect.get_annotations(base)
    body = {
        "__module__": model.__module__,
        "__doc__": "One row per row that is no more.",
        "__annotations__": {name: annotations[name] for name in key},
        "Config": type("Config", (), {"unique": key}),
    }
    fields = {name: model.__fields__[name][1] for name in key}
    return type(f"{model.__name__}Deleted", (Table,), body | fields)


def record_table(register: str, stored: str) -> str:
    """The raw table that a table of a delivery's store is about: itself, or the one whose keys it deletes."""
    is_raw = stored.removeprefix(f"{register}_") in raw_models()[register]
    return stored if is_raw else stored.removesuffix(DELETED)


def stored_model(register: str, stored: str) -> type[Table]:
    """The model of a table in a delivery's store, `<register>_<table>` or the keys it deletes of it."""
    name = record_table(register, stored)
    table = name.removeprefix(f"{register}_")
    return raw_models()[register][table] if name == stored else deletion_model(register, table)
