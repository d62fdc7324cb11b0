"""Which code decides a table: its own files and every file of the house that they import."""

import ast
import hashlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from pipelines.remade import between
from pipelines.tables import PIPELINES, REPOSITORY, SCHEMAS, SQL, TableDefinition


def definition_hash(definition: TableDefinition) -> str:
    """Hash of all that decides a table's content besides its upstream: definition, schema, methods."""
    digest = hashlib.sha256()
    for file in definition_files(definition):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def definition_files(definition: TableDefinition) -> list[Path]:
    """The schema and the SQL or Python that makes the table, with everything behind them, sorted."""
    modules = {SCHEMAS / definition.layer / f"{definition.table}.py"}
    queries: set[Path] = set()
    if definition.sql is not None:
        queries.add(definition.sql_path)
    elif definition.is_built:
        modules.add(definition.python_path)
        queries |= set((SQL / "macros").glob("*.sql"))
        queries |= _remade_files(definition)
    else:
        modules.add(PIPELINES / "file_tables.py")
    return sorted(queries.union(*(_with_imports(module) for module in modules)))


def _remade_files(definition: TableDefinition) -> set[Path]:
    """Files behind the tables that a layer file makes once more, for other persons."""
    targets = getattr(definition.layer_file, "REMAKES", ())
    if not targets:
        return set()
    between_them = between(targets, definition.layer_file.GIVEN)
    return {file for remade in between_them for file in definition_files(remade)}


def _with_imports(module: Path) -> set[Path]:
    """A Python file and the files of the house that it imports, directly or through others."""
    found, open_ = set(), {module}
    while open_:
        found |= open_
        open_ = {path for file in open_ for path in _imports(file)} - found
    return found


@lru_cache(maxsize=512)
def _imports(module: Path) -> tuple[Path, ...]:
    return tuple(path for path in _named(module) if path.exists())


def _named(module: Path) -> Iterator[Path]:
    """Where the modules stand that a file names in an import, also inside its functions."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            # What is imported from a package may itself be a module.
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        yield from (REPOSITORY / f"{name.replace('.', '/')}.py" for name in names)
