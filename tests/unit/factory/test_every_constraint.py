"""For every constraint of every schema after raw: rows made from the schema break it, and the table's check
names that rule and no other; rows that break nothing pass."""

import duckdb
import pytest

from pipelines import ddl, model_rules
from pipelines.table_checks import schema_failures
from pipelines.tables import LAYERS, TableDefinition, all_tables
from tests.support.violating_rows import SHORT_NAMES, Violation, good_row, violations

TABLES = [definition for definition in all_tables().values() if definition.layer != "raw"]
BY_NAME = {"ids": lambda definition: definition.name}

PANDERA_NAMES = {short: name for name, short in SHORT_NAMES.items()} | {
    "not_null": "not_nullable",
    "unique": "field_uniqueness",
}


@pytest.fixture(autouse=True)
def without_pandera(monkeypatch):
    """Every one of these tables is examined in one query: pandera is not asked rule by rule."""

    def examined(*given):
        raise AssertionError("left to pandera")

    monkeypatch.setattr(model_rules, "_examined_by_pandera", examined)


def failures_with(definition: TableDefinition, rows: list[dict]) -> list[str]:
    """What the schema check says of a table, typed as its schema, that holds the rows."""
    with duckdb.connect() as connection:
        connection.execute(f"create schema {definition.layer}")
        ddl.create_table(connection, definition.name, definition.model)
        marks = ", ".join("?" for _ in rows[0])
        connection.executemany(
            f"insert into {definition.name} values ({marks})", [list(row.values()) for row in rows]
        )
        return schema_failures(connection, definition)


def sentence(definition: TableDefinition, violation: Violation) -> str:
    """How the check names the rule that a violation breaks."""
    if violation.rule == "key.unique":
        return f"rule multiple_fields_uniqueness on {definition.model.__name__} does not hold"
    if violation.rule in [check.name for check in definition.model.to_schema().checks]:
        return f"rule {violation.rule} on {definition.model.__name__} does not hold"
    rule = violation.rule.removeprefix(f"{violation.column}.")
    return f"rule {PANDERA_NAMES.get(rule, rule)} on {violation.column} does not hold"


@pytest.mark.parametrize("definition", TABLES, **BY_NAME)
def test_every_broken_rule_is_named_and_no_other(definition):
    broken = list(violations(definition.model))
    rows = [row for violation in broken for row in violation.rows]

    found = failures_with(definition, rows)

    assert found == sorted(sentence(definition, violation) for violation in broken)


@pytest.mark.parametrize("definition", TABLES, **BY_NAME)
def test_good_rows_break_nothing(definition):
    model = definition.model
    # Numbers within the bounds of every column (years too), so that the two rows have keys of their own.
    assert failures_with(definition, [good_row(model, 2023), good_row(model, 2024, False)]) == []


def test_one_broken_rule_is_named_alone():
    # All rules at once, as above, would not show a check that answers for another one.
    definition = all_tables()["core.hospital_episode"]
    for number, violation in enumerate(violations(definition.model)):
        rows = [good_row(definition.model, 5000 + number), *violation.rows]
        assert failures_with(definition, rows) == [sentence(definition, violation)]


def test_every_layer_and_every_constraint_is_looked_at():
    assert {definition.layer for definition in TABLES} == set(LAYERS) - {"raw"}
    for definition in TABLES:
        schema = definition.model.to_schema()
        n_constraints = len(schema.checks) + bool(schema.unique)
        for column in schema.columns.values():
            n_constraints += len(column.checks) + (not column.nullable) + column.unique
        assert len(list(violations(definition.model))) == n_constraints, definition.name
