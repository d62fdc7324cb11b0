"""One name, one path: a table's schema, definition and spec test stand where its name says."""

import importlib
import inspect

import pytest

from pipelines.tables import REPOSITORY, SCHEMAS, SQL, all_tables, built_tables
from schemas.table import Table

TABLES = list(all_tables().values())
BUILT = built_tables()
BY_NAME = {"ids": lambda definition: definition.name}


@pytest.mark.parametrize("definition", TABLES, **BY_NAME)
def test_a_schema_file_holds_one_model_named_as_the_table(definition):
    module = importlib.import_module(f"schemas.{definition.layer}.{definition.table}")
    own = [
        name
        for name, member in inspect.getmembers(module, inspect.isclass)
        if issubclass(member, Table) and member.__module__ == module.__name__ and not name.startswith("_")
    ]
    assert own == ["".join(part.title() for part in definition.table.split("_"))]


@pytest.mark.parametrize("definition", TABLES, **BY_NAME)
def test_the_docstring_opens_with_the_grain(definition):
    assert definition.grain.startswith("One row per ")


@pytest.mark.parametrize("definition", TABLES, **BY_NAME)
def test_every_column_is_described_in_both_languages(definition):
    for name, column in definition.model.to_schema().columns.items():
        assert column.description, name
        assert (column.metadata or {}).get("norwegian"), name


@pytest.mark.parametrize("definition", TABLES, **BY_NAME)
def test_every_table_has_a_key(definition):
    schema = definition.model.to_schema()
    assert schema.unique or any(column.unique for column in schema.columns.values())


@pytest.mark.parametrize("definition", BUILT, **BY_NAME)
def test_every_built_table_has_a_spec_test(definition):
    spec = REPOSITORY / "tests" / "spec" / definition.layer / f"test_{definition.table}.py"
    assert spec.exists()
    assert "def test_" in spec.read_text(encoding="utf-8")


def test_no_sql_file_is_without_a_schema():
    layers = [folder for folder in SQL.iterdir() if folder.name not in ("checks", "macros")]
    orphans = [
        path
        for folder in layers
        for path in folder.glob("*.sql")
        if not (SCHEMAS / folder.name / path.name).with_suffix(".py").exists()
    ]
    assert orphans == []


def test_every_sql_check_is_of_a_table():
    stray = [
        path
        for path in (SQL / "checks").glob("*/*.sql")
        if "__" not in path.stem or f"{path.parent.name}.{path.stem.split('__')[0]}" not in all_tables()
    ]
    assert stray == []
    assert list((SQL / "checks").glob("*.sql")) == []


def test_every_sql_check_is_tested_with_data_that_fails_it():
    tests = "".join(
        path.read_text(encoding="utf-8") for path in (REPOSITORY / "tests" / "spec" / "checks").glob("*.py")
    )
    untested = [path.stem for path in (SQL / "checks").glob("*/*.sql") if path.stem not in tests]
    assert untested == []
