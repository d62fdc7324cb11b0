"""The JSON Schema of the agreement file, so that editors complete and check it while it is written."""

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from pipelines.agreements.model import Agreement

DIALECT = "https://json-schema.org/draft/2020-12/schema"
LIMITS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum"}


def json_schema_page() -> str:
    """The schema as text, the same for the same model."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"


def json_schema() -> dict[str, Any]:
    """What a single value, and a single block, of an agreement file may be.

    What two blocks say about each other is checked by `revurdering agreements check` alone.
    """
    schema = Agreement.model_json_schema(by_alias=True, schema_generator=_Plain)
    heading = {"$schema": DIALECT, "title": "Agreement on temporary introduction"}
    return heading | {key: _told(value) for key, value in schema.items() if key != "title"}


def _told(value: Any) -> Any:
    """The same, told so that an editor marks the place: a key that may be left out is left out, not empty.

    pydantic leaves the limits of an exact number under its own words; they are given those of JSON Schema.
    """
    if isinstance(value, list):
        return [_told(part) for part in value]
    if not isinstance(value, dict):
        return value
    if value.get("anyOf", [])[1:] == [{"type": "null"}]:
        others = {key: part for key, part in value.items() if key not in ("anyOf", "default")}
        return _told(value["anyOf"][0] | others)
    if value.get("type") == "number":
        return {LIMITS.get(key, key): part for key, part in value.items() if key != "decimal_places"}
    return {key: _told(part) for key, part in value.items()}


class _Plain(GenerateJsonSchema):
    """Numbers are numbers, and no titles are made of field names, which say nothing that the names do not."""

    def decimal_schema(self, schema: Any) -> dict[str, Any]:
        return {"type": "number"}

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False
