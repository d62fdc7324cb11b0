"""The JSON Schema of the agreement file, so that editors complete and check it while it is written."""

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from pipelines.agreements.model import Agreement

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema_page() -> str:
    """The schema as text, the same for the same model."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"


def json_schema() -> dict[str, Any]:
    """What a single value, and a single block, of an agreement file may be.

    What two blocks say about each other is checked by `revurdering agreements check` alone.
    """
    schema = Agreement.model_json_schema(by_alias=True, schema_generator=_WithoutTitles)
    heading = {"$schema": DIALECT, "title": "Agreement on temporary introduction"}
    return heading | {key: value for key, value in schema.items() if key != "title"}


class _WithoutTitles(GenerateJsonSchema):
    """No titles made of field names: they say nothing that the names do not."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False
