"""The quarantine rules of a raw table, derived from its pandera model: each constraint as SQL.

A rule is named `<column>.<constraint>`: `kjonn.isin`, `fodselsmnd.le`, `dato.not_null`, `dose_gitt.type`
(text that is not of the column's type), `utdato.not_before_inndato`; a repeated key is `key.unique`.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pipelines import ddl
from pipelines.ingest.casting import TEXT_TYPES
from schemas.table import Table

KEY = "key.unique"


@dataclass(frozen=True)
class Rule:
    """`broken` is a boolean SQL expression over the typed columns; null means that the rule holds."""

    name: str
    column: str
    broken: str


@dataclass(frozen=True)
class TableRules:
    """All rules of one table: per column what may be null, what has a type, what is checked; and the key."""

    types: Mapping[str, str]
    """DuckDB type of every column, in the schema's order."""
    required: tuple[str, ...]
    checks: tuple[Rule, ...]
    keys: tuple[tuple[str, tuple[str, ...]], ...]
    """Rule name and columns of what must be unique."""

    @property
    def typed(self) -> list[str]:
        """Columns that are more than text."""
        return [column for column, type_ in self.types.items() if type_ not in TEXT_TYPES]

    @property
    def fingerprint(self) -> str:
        """Hash of all rules: a store that was loaded under the same ones need not be examined again."""
        rules = (sorted(self.types.items()), sorted(self.required), sorted(map(str, self.checks)), self.keys)
        return hashlib.sha256(repr(rules).encode()).hexdigest()


class UnknownConstraint(Exception):
    """A schema has a constraint from which no quarantine rule can be derived."""


def table_rules(model: type[Table]) -> TableRules:
    """The rules of the model. Raises UnknownConstraint where a check has no SQL here."""
    schema = model.to_schema()
    checks: list[Rule] = []
    keys: list[tuple[str, tuple[str, ...]]] = [(KEY, tuple(schema.unique))] if schema.unique else []
    for name, column in schema.columns.items():
        checks += [_column_rule(model, name, check) for check in column.checks]
        if column.unique:
            keys.append((f"{name}.unique", (name,)))
    checks += [_table_rule(model, check) for check in schema.checks]
    return TableRules(
        types=ddl.column_types(model),
        required=tuple(name for name, column in schema.columns.items() if not column.nullable),
        checks=tuple(checks),
        keys=tuple(keys),
    )


def _column_rule(model: type[Table], column: str, check: Any) -> Rule:
    if check.name not in CONSTRAINTS:
        raise UnknownConstraint(
            f"{model.__name__}.{column}: found constraint {check.name}; expected one of "
            + ", ".join(CONSTRAINTS)
        )
    short, sql = CONSTRAINTS[check.name]
    return Rule(f"{column}.{short}", column, f"not ({sql(quoted(column), check.statistics)})")


def _table_rule(model: type[Table], check: Any) -> Rule:
    earlier, later = (check.statistics or {}).get("earlier"), (check.statistics or {}).get("later")
    if not (earlier and later):
        raise UnknownConstraint(f"{model.__name__}: found table check {check.name}; expected `ordered`")
    return Rule(check.name, later, f"{quoted(later)} < {quoted(earlier)}")


def quoted(name: str) -> str:
    """An SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: Any) -> str:
    """An SQL literal of a number, a date or a text."""
    if isinstance(value, bool | int | float):
        return repr(value).lower()
    return "'" + str(value).replace("'", "''") + "'"


def _length(column: str, limits: Mapping[str, int | None]) -> str:
    if limits.get("exact_value") is not None:
        return f"length({column}) = {limits['exact_value']}"
    parts = [f"length({column}) >= {limits['min_value']}"] if limits.get("min_value") is not None else []
    parts += [f"length({column}) <= {limits['max_value']}"] if limits.get("max_value") is not None else []
    return " and ".join(parts)


def _in_range(column: str, limits: Mapping[str, Any]) -> str:
    low = ">=" if limits.get("include_min", True) else ">"
    high = "<=" if limits.get("include_max", True) else "<"
    return f"{column} {low} {literal(limits['min_value'])} and {column} {high} {literal(limits['max_value'])}"


def _pattern(column: str, statistics: Mapping[str, Any], anchor: str) -> str:
    pattern = getattr(statistics["pattern"], "pattern", statistics["pattern"])
    if not pattern.startswith("^"):
        pattern = anchor + pattern
    return f"regexp_matches({column}, {literal(pattern)})"


def _values(statistics: Mapping[str, Any], key: str) -> str:
    return ", ".join(sorted(literal(value) for value in statistics[key]))


CONSTRAINTS: dict[str, tuple[str, Callable[[str, Mapping[str, Any]], str]]] = {
    "equal_to": ("eq", lambda column, limits: f"{column} = {literal(limits['value'])}"),
    "not_equal_to": ("ne", lambda column, limits: f"{column} <> {literal(limits['value'])}"),
    "greater_than_or_equal_to": ("ge", lambda column, limits: f"{column} >= {literal(limits['min_value'])}"),
    "greater_than": ("gt", lambda column, limits: f"{column} > {literal(limits['min_value'])}"),
    "less_than_or_equal_to": ("le", lambda column, limits: f"{column} <= {literal(limits['max_value'])}"),
    "less_than": ("lt", lambda column, limits: f"{column} < {literal(limits['max_value'])}"),
    "in_range": ("in_range", _in_range),
    "isin": ("isin", lambda column, limits: f"{column} in ({_values(limits, 'allowed_values')})"),
    "notin": ("notin", lambda column, limits: f"{column} not in ({_values(limits, 'forbidden_values')})"),
    "str_matches": ("str_matches", lambda column, limits: _pattern(column, limits, "^")),
    "str_contains": ("str_contains", lambda column, limits: _pattern(column, limits, "")),
    "str_startswith": (
        "str_startswith",
        lambda column, limits: f"starts_with({column}, {literal(limits['string'])})",
    ),
    "str_endswith": (
        "str_endswith",
        lambda column, limits: f"ends_with({column}, {literal(limits['string'])})",
    ),
    "str_length": ("str_length", _length),
}
"""pandera's name of a check → the name its rule has (that of the Field argument) and the SQL that holds."""
