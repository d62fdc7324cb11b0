"""Which rules of a pandera model a table breaks, with all that are about its rows asked in one query.

Left to itself pandera puts a query together for every rule, with a join in it, which takes longer than to run
it. What a rule is, pandera still says: the expressions are those of its own checks. What is about the columns
and not about the rows pandera examines itself; so it does, from beginning to end, a table that fails there
and a model with a kind of rule that is not known here.
"""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import duckdb

from schemas.table import Table


@dataclass(frozen=True)
class BrokenRule:
    """A rule that does not hold; `about` is its column, or the model where it is about the whole table."""

    about: str | None
    rule: str


@dataclass(frozen=True)
class Examination:
    """Queries of one row each: together they say of each of `rules`, in their order, whether it holds."""

    queries: tuple[str, ...]
    rules: tuple[BrokenRule, ...]


@dataclass(frozen=True)
class Place:
    """Where a table stands in a connection."""

    catalog: str | None
    schema: str
    table: str

    @property
    def sql(self) -> str:
        return ".".join(_quoted(name) for name in (self.catalog, self.schema, self.table) if name)


class UnknownKind(Exception):
    """A rule of a kind that only pandera itself can examine."""


def broken_rules(connection: duckdb.DuckDBPyConnection, place: Place, model: type[Table]) -> set[BrokenRule]:
    """The rules of `model` that the table breaks: column and rule, never a value."""
    described = connection.execute(f"describe {place.sql}").fetchall()
    examination = _examination(place, model, tuple((name, kind) for name, kind, *_ in described))
    # In an empty table no rule is broken, but SQL's "all" over no rows is null, which pandera takes for a no.
    is_empty = not connection.execute(f"select exists (from {place.sql})").fetchall()[0][0]
    if examination is None:
        return _examined_by_pandera(connection, place, model, is_empty)
    if is_empty:
        return set()
    holds = [held for query in examination.queries for held in connection.execute(query).fetchall()[0]]
    return {rule for rule, held in zip(examination.rules, holds, strict=True) if held is not True}


@lru_cache(maxsize=1024)
def _examination(
    place: Place, model: type[Table], described: tuple[tuple[str, str], ...]
) -> Examination | None:
    """The queries for a table with these columns; None where pandera has to examine it itself."""
    import ibis
    from ibis.backends.sql.datatypes import DuckDBType
    from pandera.config import ValidationDepth, config_context
    from pandera.errors import SchemaErrors

    schema = model.to_schema()
    rows = ibis.table(
        {name: DuckDBType.from_string(kind) for name, kind in described},
        name=place.table,
        catalog=place.catalog,
        database=place.schema,
    )
    try:
        with config_context(validation_depth=ValidationDepth.SCHEMA_ONLY):
            schema.validate(rows, lazy=True)
        claims = list(_claims(schema, rows))
    except (SchemaErrors, UnknownKind):
        return None
    queries, rules = [], [rule for rule, _ in claims]
    if claims:
        together = rows.aggregate(**{f"claim_{number}": claim for number, (_, claim) in enumerate(claims)})
        queries.append(str(ibis.to_sql(together, dialect="duckdb", pretty=False)))
    for key in _keys(schema):
        columns = ", ".join(_quoted(column) for column in key)
        repeated = f"select 1 from {place.sql} group by {columns} having count(*) > 1"
        queries.append(f"select not exists ({repeated})")
        rules.append(BrokenRule(schema.name, "multiple_fields_uniqueness"))
    return Examination(tuple(queries), tuple(rules))


def _claims(schema: Any, rows: Any) -> Iterator[tuple[BrokenRule, Any]]:
    """Every rule about rows but repeated keys, and the expression of one value that says whether it holds."""
    for name, column in schema.columns.items():
        if column.regex or column.unique or not column.required:
            raise UnknownKind(name)
        if not column.nullable:
            missing = rows[name].isnull()
            if rows[name].type().is_floating():
                missing |= rows[name].isnan()
            yield BrokenRule(name, "not_nullable"), (~missing).all()
        for check in column.checks:
            yield BrokenRule(name, check.name or str(check)), _claim(check, rows, name)
    for check in schema.checks:
        yield BrokenRule(schema.name, check.name or str(check)), _claim(check, rows, None)


def _claim(check: Any, rows: Any, column: str | None) -> Any:
    """That the check holds for every row, as pandera takes the answer of its function."""
    import ibis.expr.operations as ops
    import ibis.expr.types as types
    from pandera.api.ibis.types import IbisData

    if check.element_wise or check.raise_warning:
        raise UnknownKind(check.name)
    function = check._check_fn
    if check.is_builtin_check(getattr(function, "__name__", "")):
        # As a check does when it is called: a copy made earlier may not know how to ask an ibis table.
        function = check.get_builtin_check_fn(function.__name__)
    answer = function(IbisData(rows, column), **check._check_kwargs)
    if column is not None and isinstance(answer, types.Table):
        # A table of the column alone, with the answer in the place of each value.
        selected = answer.op()
        if not isinstance(selected, ops.Project) or selected.parent != rows.op() or len(selected.values) != 1:
            raise UnknownKind(check.name)
        answer = selected.values[column].to_expr()
    if not isinstance(answer, types.BooleanColumn):
        raise UnknownKind(check.name)
    if column is not None and check.ignore_na:
        answer |= rows[column].isnull()
    return answer.all()


def _keys(schema: Any) -> list[list[str]]:
    """The columns of each key that must be unique: the model states one list of columns, or several."""
    unique = schema.unique or []
    return [unique] if unique and all(isinstance(column, str) for column in unique) else unique


def _examined_by_pandera(
    connection: duckdb.DuckDBPyConnection, place: Place, model: type[Table], is_empty: bool
) -> set[BrokenRule]:
    import ibis
    from pandera.config import ValidationDepth, config_context
    from pandera.errors import SchemaErrors

    schema = model.to_schema()
    for check in [*schema.checks, *(check for column in schema.columns.values() for check in column.checks)]:
        check.n_failure_cases = 1
    depth = ValidationDepth.SCHEMA_ONLY if is_empty else ValidationDepth.SCHEMA_AND_DATA
    with warnings.catch_warnings(), config_context(validation_depth=depth):
        # ibis 12 calls a method that DuckDB 2 has renamed.
        warnings.filterwarnings("ignore", "fetch_arrow_table", DeprecationWarning)
        backend = ibis.duckdb.from_connection(connection)
        database = (place.catalog, place.schema) if place.catalog else place.schema
        try:
            schema.validate(backend.table(place.table, database=database), lazy=True)
        except SchemaErrors as error:
            # The error holds failing rows; only the names of column and rule leave here.
            return {
                BrokenRule(
                    getattr(failure.schema, "name", None),
                    getattr(failure.check, "name", None) or str(failure.check),
                )
                for failure in error.schema_errors
            }
    return set()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
