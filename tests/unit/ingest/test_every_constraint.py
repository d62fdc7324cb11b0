"""For every constraint of every raw schema: a violating row, made from the schema, ends in quarantine under
that rule's name, and no good row does."""

import pytest

from pipelines.ingest.raw_tables import raw_models
from tests.support.delivery import csv_text, load, query
from tests.support.violating_rows import good_row, typed_columns, violations

TABLES = [(register, table) for register, tables in raw_models().items() for table in tables]


@pytest.mark.parametrize(("register", "table"), TABLES, ids=["_".join(pair) for pair in TABLES])
def test_every_violation_is_held_under_its_rule(register, table, tmp_path, monkeypatch):
    # These files are faults and little else: what is asked is where each line goes, not whether to hold them.
    monkeypatch.setattr("pipelines.ingest.tolerance.FEWEST_LINES_HELD", 1_000_000)
    model = raw_models()[register][table]
    lines = [good_row(model, 1), good_row(model, 2), good_row(model, 3, with_nullable=False)]
    expected: dict[int, str] = {}
    for violation in violations(model):
        lines += violation.rows
        expected[len(lines) + 1] = violation.rule
    for number, column in enumerate(typed_columns(model), start=5000):
        lines.append(good_row(model, number) | {column: "ukjent"})
        expected[len(lines) + 1] = f"{column}.type"

    store, report = load(tmp_path, register, {table: csv_text(model, lines)})

    held: dict[int, list[str]] = {}
    for line, rule in query(store, "select source_line, rule from quarantine"):
        held.setdefault(line, []).append(rule)
    assert set(held) == set(expected), "other lines are in quarantine than those that break a rule"
    missing = {line: rule for line, rule in expected.items() if rule not in held[line]}
    assert not missing
    assert report.n_loaded == len(lines) - len(expected)
    assert report.n_quarantined == len(expected)


def test_each_constraint_has_a_violation():
    # Counted on the schemas themselves, so that the generator cannot forget a kind of constraint.
    for register, table in TABLES:
        model = raw_models()[register][table]
        schema = model.to_schema()
        n_constraints = (
            sum(
                len(column.checks) + (not column.nullable) + column.unique
                for column in schema.columns.values()
            )
            + len(schema.checks)
            + bool(schema.unique)
        )
        assert len(list(violations(model))) == n_constraints
