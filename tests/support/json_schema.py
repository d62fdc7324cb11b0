"""As much of JSON Schema as the schema of the agreement file uses; any other keyword is an error here."""

import datetime
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

TYPES = {
    "object": dict, "array": list, "string": (str, datetime.date), "boolean": bool, "null": type(None),
    "integer": int, "number": (int, Decimal),
}  # fmt: skip
SAYS_NOTHING = {"$schema", "$defs", "title", "description", "default"}
KNOWN = SAYS_NOTHING | {
    "$ref", "type", "enum", "const", "pattern", "format", "minLength", "maxLength", "minimum", "maximum",
    "exclusiveMinimum", "minItems", "items", "properties", "required", "additionalProperties", "anyOf",
    "oneOf", "allOf", "if", "then",
}  # fmt: skip


def faults(value: Any, schema: Any, root: dict, path: str = "") -> Iterator[str]:
    """Where a value read from YAML is not what the schema says; dates are text, as editors read them."""
    if schema is True or schema is False:
        if schema is False:
            yield f"{path}: nothing may stand here"
        return
    assert set(schema) <= KNOWN, set(schema) - KNOWN
    if "$ref" in schema:
        yield from faults(value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root, path)
    if "type" in schema:
        wanted = TYPES[schema["type"]]
        if not isinstance(value, wanted) or (isinstance(value, bool) and schema["type"] != "boolean"):
            yield f"{path}: no {schema['type']}"
            return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{path}: none of the words"
    if "const" in schema and value != schema["const"]:
        yield f"{path}: not {schema['const']}"
    yield from _text_faults(value, schema, path)
    yield from _number_faults(value, schema, path)
    yield from _part_faults(value, schema, root, path)
    for name in ("anyOf", "oneOf"):
        if name in schema:
            n_right = sum(not list(faults(value, one, root, path)) for one in schema[name])
            if n_right == 0 or (name == "oneOf" and n_right > 1):
                yield f"{path}: {n_right} of {name}"
    for one in schema.get("allOf", []):
        yield from faults(value, one, root, path)
    if "if" in schema and not list(faults(value, schema["if"], root, path)):
        yield from faults(value, schema.get("then", True), root, path)


def _text_faults(value: Any, schema: dict, path: str) -> Iterator[str]:
    text = value.isoformat() if isinstance(value, datetime.date) else value
    if not isinstance(text, str):
        return
    if "pattern" in schema and not re.search(schema["pattern"], text):
        yield f"{path}: not of the pattern"
    if schema.get("format") == "date" and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        yield f"{path}: no date"
    if not schema.get("minLength", 0) <= len(text) <= schema.get("maxLength", len(text)):
        yield f"{path}: too long or too short"


def _number_faults(value: Any, schema: dict, path: str) -> Iterator[str]:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return
    if value < schema.get("minimum", value) or value > schema.get("maximum", value):
        yield f"{path}: out of range"
    if "exclusiveMinimum" in schema and value <= schema["exclusiveMinimum"]:
        yield f"{path}: out of range"


def _part_faults(value: Any, schema: dict, root: dict, path: str) -> Iterator[str]:
    if isinstance(value, list):
        if len(value) < schema.get("minItems", 0):
            yield f"{path}: too few"
        for position, part in enumerate(value):
            yield from faults(part, schema.get("items", True), root, f"{path}[{position}]")
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        for key in schema.get("required", []):
            if key not in value:
                yield f"{path}: no {key}"
        for key, part in value.items():
            if key in properties:
                yield from faults(part, properties[key], root, f"{path}.{key}".lstrip("."))
            elif schema.get("additionalProperties", True) is False:
                yield f"{path}: unknown {key}"
