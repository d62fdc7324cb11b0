"""From any schema, mechanically: rows that are good, and for every constraint a row that breaks it.

Nothing here knows the rules' SQL: the constraints are read from the pandera model and broken in Python.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from re import _parser as regex_parser
from typing import Any

from schemas.table import Table

SHORT_NAMES = {
    "equal_to": "eq",
    "not_equal_to": "ne",
    "greater_than_or_equal_to": "ge",
    "greater_than": "gt",
    "less_than_or_equal_to": "le",
    "less_than": "lt",
}
"""pandera's name of a check where it differs from the name of the Field argument."""

GOOD_DAY = date(2024, 1, 15)


@dataclass(frozen=True)
class Violation:
    """Rows of which the last breaks `rule`; a repeated key needs two, every other rule one."""

    rule: str
    column: str | None
    rows: list[dict[str, Any]]


def good_row(model: type[Table], number: int = 0, with_nullable: bool = True) -> dict[str, Any]:
    """A row that breaks no rule of the model; rows of different `number` differ in texts and numbers."""
    schema = model.to_schema()
    return {
        name: _good_value(column, number) if with_nullable or not column.nullable else None
        for name, column in schema.columns.items()
    }


def violations(model: type[Table], first_number: int = 100) -> Iterator[Violation]:
    """For every constraint of the model a violation, each with numbers (and so keys) of its own."""
    schema = model.to_schema()
    number = first_number
    for name, column in schema.columns.items():
        if not column.nullable:
            yield Violation(f"{name}.not_null", name, [good_row(model, number) | {name: None}])
            number += 1
        for check in column.checks:
            value = _breaking_value(column, check)
            rule = f"{name}.{SHORT_NAMES.get(check.name, check.name)}"
            yield Violation(rule, name, [good_row(model, number) | {name: value}])
            number += 1
        if column.unique:
            first, second = good_row(model, number), good_row(model, number + 1)
            yield Violation(f"{name}.unique", name, [first, second | {name: first[name]}])
            number += 2
    for check in schema.checks:
        earlier, later = check.statistics["earlier"], check.statistics["later"]
        row = good_row(model, number)
        row[earlier] = row[later] + timedelta(days=1)
        yield Violation(check.name, later, [row])
        number += 1
    if schema.unique:
        yield Violation("key.unique", None, [good_row(model, number), good_row(model, number)])


def typed_columns(model: type[Table]) -> list[str]:
    """Columns in which a word is not a value."""
    return [name for name, column in model.to_schema().columns.items() if not column.dtype.type.is_string()]


def as_text(value: Any) -> str:
    """How a register writes the value in a CSV file: decimal comma, ISO date."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return str(value).replace(".", ",")
    return str(value)


def _good_value(column: Any, number: int) -> Any:
    limits = {check.name: check.statistics for check in column.checks}
    if "isin" in limits:
        return next(iter(limits["isin"]["allowed_values"]))
    type_ = column.dtype.type
    if type_.is_string():
        return _good_text(limits, number)
    if type_.is_boolean():
        return True
    if type_.is_timestamp():
        return datetime.combine(GOOD_DAY, datetime.min.time())
    if type_.is_date():
        return GOOD_DAY
    lowest, highest = _bounds(limits)
    value = number if highest is None else min(number, highest)
    value = value if lowest is None else max(value, lowest)
    return Decimal(value) if type_.is_decimal() else float(value) if type_.is_floating() else int(value)


def _bounds(limits: Mapping[str, Any]) -> tuple[Any, Any]:
    """Smallest and largest number that the checks allow; open limits are stepped over by one half or one."""
    both = limits.get("in_range", {})
    lowest, highest = both.get("min_value"), both.get("max_value")
    if "greater_than_or_equal_to" in limits:
        lowest = limits["greater_than_or_equal_to"]["min_value"]
    if "greater_than" in limits:
        lowest = limits["greater_than"]["min_value"] + 1
    if "less_than_or_equal_to" in limits:
        highest = limits["less_than_or_equal_to"]["max_value"]
    if "less_than" in limits:
        highest = limits["less_than"]["max_value"] - 1
    return lowest, highest


def _good_text(limits: Mapping[str, Any], number: int) -> str:
    if "str_matches" in limits:
        pattern = _pattern(limits["str_matches"])
        # Behind a pattern that says nothing of the end, anything may follow.
        return matching(pattern, number) + ("" if pattern.endswith("$") else str(number))
    length = limits.get("str_length", {})
    shortest = length.get("exact_value") or length.get("min_value") or 1
    longest = length.get("exact_value") or length.get("max_value") or 20
    return f"{number}".rjust(shortest, "0")[-longest:]


def _breaking_value(column: Any, check: Any) -> Any:
    limits = check.statistics
    step = timedelta(days=1) if column.dtype.type.is_temporal() else 1
    match check.name:
        case "greater_than_or_equal_to" | "in_range":
            return limits["min_value"] - step
        case "greater_than":
            return limits["min_value"]
        case "less_than_or_equal_to":
            return limits["max_value"] + step
        case "less_than":
            return limits["max_value"]
        case "isin":
            allowed = list(limits["allowed_values"])
            return "?" if column.dtype.type.is_string() else max(allowed) + 1
        case "notin":
            return next(iter(limits["forbidden_values"]))
        case "equal_to":
            return "?" if column.dtype.type.is_string() else limits["value"] + step
        case "not_equal_to":
            return limits["value"]
        case "str_matches":
            return next(text for text in ("?", "x", "0") if not re.search(_pattern(limits), text))
        case "str_length":
            longest = limits.get("exact_value") or limits.get("max_value")
            return "x" * (longest + 1) if longest else "x" * (limits["min_value"] - 1)
    raise LookupError(f"no violating value for {column.name}.{check.name}")


def _pattern(statistics: Mapping[str, Any]) -> str:
    return getattr(statistics["pattern"], "pattern", statistics["pattern"])


def matching(pattern: str, number: int) -> str:
    """A text that matches the regular expression; its free digits spell `number`."""
    parsed = regex_parser.parse(pattern)
    zeros = "".join(_sample(parsed, iter(lambda: "0", "")))
    n_digits = zeros.count("0")
    digits = iter(f"{number % 10**n_digits:0{n_digits}d}" if n_digits else "")
    text = "".join(_sample(parsed, digits))
    assert re.search(pattern, text), f"no sample for {pattern}"
    return text


def _sample(parsed: Any, digits: Iterator[str]) -> Iterator[str]:
    for operation, argument in parsed:
        match str(operation):
            case "LITERAL":
                yield chr(argument)
            case "IN":
                yield next(digits) if str(argument[0][1]) == "CATEGORY_DIGIT" else _first_of(argument[0])
            case "MAX_REPEAT":
                least, _, repeated = argument
                for _ in range(least):
                    yield from _sample(repeated, digits)
            case "SUBPATTERN":
                yield from _sample(argument[-1], digits)
            case "BRANCH":
                yield from _sample(argument[1][0], digits)
            case "AT":
                pass
            case _:
                raise LookupError(f"no sample for {operation} in a regular expression")


def _first_of(item: Any) -> str:
    operation, argument = item
    return chr(argument[0] if str(operation) == "RANGE" else argument)
