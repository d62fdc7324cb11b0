"""Which raw tables each register delivers, found from the files in schemas/raw."""

from functools import lru_cache

from pipelines.tables import SCHEMAS, TableDefinition
from schemas.table import Table

PROVENANCE = {"delivery_id": "text", "source_file": "text", "source_line": "bigint"}
"""Columns every raw row has beside those of its schema: where it came from, header = line 1."""


@lru_cache(maxsize=1)
def raw_models() -> dict[str, dict[str, type[Table]]]:
    """Register → table → model. A name without a register in it (raw.delivery) is not delivered."""
    found: dict[str, dict[str, type[Table]]] = {}
    for path in sorted((SCHEMAS / "raw").glob("[a-z]*_*.py")):
        register, table = path.stem.split("_", 1)
        found.setdefault(register, {})[table] = TableDefinition("raw", path.stem).model
    return found
