"""Imports and tables run one way: schemas ← methods ← layers ← definitions; raw → … → released."""

import ast
from pathlib import Path

import pytest

from pipelines.select import tables_read
from pipelines.tables import LAYERS, PIPELINES, REPOSITORY, SCHEMAS, SQL, all_tables, built_tables

RANKS = {
    "schemas": 0,
    "pipelines.methods": 1,
    "pipelines.document": 1,
    "pipelines.home": 1,
    "pipelines.frozen": 1,
    "pipelines.in_memory": 1,
    "pipelines.apart": 1,
    "pipelines.kept": 1,
    "pipelines.machine": 1,
    "pipelines.turns": 1,
    "pipelines.private": 1,
    "pipelines.sharing": 2,
    "pipelines.unquoted": 2,
    "pipelines.progress": 1,
    "pipelines.refused": 1,
    "pipelines.tables": 2,
    "pipelines.select": 2,
    "pipelines.ddl": 2,
    "pipelines.building": 2,
    "pipelines.remade": 2,
    "pipelines.comparator_arm": 2,
    "pipelines.dictionary": 3,
    "pipelines.lock_file": 3,
    "pipelines.licences": 3,
    "pipelines.lineage": 2,
    "pipelines.model_rules": 1,
    "pipelines.table_checks": 2,
    "pipelines.table_code": 2,
    "pipelines.agreements": 3,
    "pipelines.ingest": 3,
    "pipelines.core": 3,
    "pipelines.cohort": 3,
    "pipelines.outcome": 3,
    "pipelines.result": 3,
    "pipelines.released": 3,
    "pipelines.confidential": 3,
    "pipelines.reports": 3,
    "pipelines.oversight": 4,
    "pipelines.file_tables": 4,
    "pipelines.earlier_editions": 3,
    "pipelines.cut": 4,
    "pipelines.raw_state": 4,
    "pipelines.ended_runs": 5,
    "pipelines.work": 6,
    "pipelines.readiness": 7,
    "pipelines.edition_file": 7,
    "pipelines.editions": 7,
    "pipelines.publication": 7,
    "pipelines.resources": 8,
    "pipelines.data_cuts": 8,
    "pipelines.table_assets": 9,
    "pipelines.drift_checks": 10,
    "pipelines.cut_assets": 10,
    "pipelines.jobs": 11,
    "pipelines.schedules": 12,
    "pipelines.sensors": 12,
    "pipelines.definitions": 13,
    "pipelines.instance": 13,
    "pipelines.main_job": 14,
    "pipelines.erasure": 14,
    "pipelines.difference": 8,
    "pipelines.cli": 15,
}
MODULES = sorted(
    path for folder in (PIPELINES, SCHEMAS) for path in folder.rglob("*.py") if path.name != "__init__.py"
)


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(REPOSITORY).with_suffix("").parts)


def rank(module: str) -> int | None:
    matching = [name for name in RANKS if module == name or module.startswith(name + ".")]
    return RANKS[max(matching, key=len)] if matching else None


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
    return found


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_imports_run_one_way(path):
    own = rank(module_name(path))
    assert own is not None, "a new module needs a place in RANKS"
    upwards = sorted(name for name in imports(path) if (rank(name) or 0) > own)
    assert upwards == []


def test_a_wrong_direction_would_be_seen(tmp_path):
    wrong = tmp_path / "wrong.py"
    wrong.write_text("def late():\n    from pipelines.definitions import definitions\n")
    assert {name for name in imports(wrong) if rank(name) > RANKS["pipelines.methods"]} == {
        "pipelines.definitions"
    }


@pytest.mark.parametrize("definition", built_tables(), ids=lambda definition: definition.name)
def test_tables_read_only_from_their_layer_or_before(definition):
    later = [
        name
        for name in definition.upstream
        if LAYERS.index(name.split(".")[0]) > LAYERS.index(definition.layer)
    ]
    assert later == []


@pytest.mark.parametrize("definition", built_tables(), ids=lambda definition: definition.name)
def test_only_core_reads_raw(definition):
    if definition.layer != "core":
        assert [name for name in definition.upstream if name.startswith("raw.")] == []


def made_before(name: str) -> set[str]:
    """Everything that is made before a table: what it reads, and what that reads."""
    read = set(all_tables()[name].upstream)
    return read.union(*(made_before(upstream) for upstream in read))


def not_made_yet(name: str, tables: tuple[str, ...]) -> set[str]:
    """Of `tables`, those that may not exist when the checks of table `name` run."""
    return set(tables) - {name} - made_before(name)


def test_a_check_reads_what_is_made_before_its_table():
    """A check runs as soon as its table is made: any other table may be missing or of the last build."""
    early = {
        path.stem: found
        for path in (SQL / "checks").glob("*/*.sql")
        if (
            found := not_made_yet(
                f"{path.parent.name}.{path.stem.partition('__')[0]}",
                tables_read(path.read_text(encoding="utf-8"), path),
            )
        )
    }
    assert early == {}


def test_a_check_that_reads_too_early_would_be_seen():
    read = ("core.person", "outcome.vital_follow_up", "outcome.next_line")
    assert not_made_yet("outcome.vital_follow_up", read) == {"outcome.next_line"}


def test_the_generator_shares_no_rule_with_the_pipeline():
    for path in (REPOSITORY / "sample_data").rglob("*.py"):
        assert not [name for name in imports(path) if name.split(".")[0] in ("pipelines", "schemas")], path


def test_sql_is_not_generated_from_templates():
    for path in SQL.rglob("*.sql"):
        text = path.read_text(encoding="utf-8")
        assert "{{" not in text and "{%" not in text, path
