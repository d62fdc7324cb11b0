"""manifest.yaml: what a delivery says about itself."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

MANIFEST = "manifest.yaml"
LONGEST_SHOWN = 60
"""Characters of a wrong value that a message shows."""

Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
FileName = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*\.(csv|parquet)$")]


class ManifestError(Exception):
    """The manifest cannot be used: one message naming file, path in it, what was found and expected."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DeliveredFile(_Strict):
    """One file of the delivery and the raw table it fills; `rows` without the header."""

    name: FileName
    table: Name
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    rows: Annotated[int, Field(ge=0)]


class Period(_Strict):
    """First and last day that the delivery is about."""

    first: Annotated[date, Field(alias="from")]
    last: Annotated[date, Field(alias="to")]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise ValueError(f"expected `to` not before `from`, found {self.first} to {self.last}")
        return self


class Manifest(_Strict):
    """One delivery of one register. A snapshot replaces what came before, an increment adds and corrects."""

    register_name: Annotated[Name, Field(alias="register")]
    delivery_id: Name
    kind: Literal["snapshot", "increment"]
    period: Period
    complete_to: date
    received: date
    files: Annotated[tuple[DeliveredFile, ...], Field(min_length=1)]
    note: str = ""

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        for what in ("name", "table"):
            named = [getattr(file, what) for file in self.files]
            twice = sorted({value for value in named if named.count(value) > 1})
            if twice:
                raise ValueError(f"expected every file {what} once, found {', '.join(twice)} more than once")
        if self.received < self.complete_to:
            raise ValueError(
                f"expected `complete_to` not after `received`, found {self.complete_to} after {self.received}"
            )
        return self

    @property
    def content_hash(self) -> str:
        """SHA-256 of everything the manifest states; it holds the hash of every file."""
        return hashlib.sha256(self.model_dump_json(by_alias=True).encode()).hexdigest()


def read_manifest(path: Path) -> Manifest:
    """The validated manifest of the delivery in folder `path`; raises ManifestError."""
    file = path / MANIFEST
    if not file.is_file():
        raise ManifestError(f"{file}: found no file; expected every delivery to have a manifest")
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise ManifestError(
            f"{file}: found bytes that are not UTF-8; expected a text file in UTF-8"
        ) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "text that cannot be read"
        raise ManifestError(f"{file}{place}: found {problem}; expected YAML") from None
    if not isinstance(content, dict):
        raise ManifestError(
            f"{file}: found {type(content).__name__}; expected names with values (YAML mapping)"
        )
    try:
        return Manifest.model_validate(content)
    except ValidationError as error:
        raise ManifestError("; ".join(_sentence(file, item) for item in error.errors())) from None


def _sentence(file: Path, item: dict) -> str:
    where = ".".join(str(part) for part in item["loc"]) or "the whole"
    if item["type"] == "missing":
        return f"{file}: {where}: found nothing; expected a value"
    if item["type"] == "extra_forbidden":
        return f"{file}: {where}: found an unknown name; expected {', '.join(_names(item['loc']))}"
    if item["type"] == "value_error":
        return f"{file}: {where}: {item['ctx']['error']}"
    found = repr(item["input"])
    shown = found if len(found) <= LONGEST_SHOWN else found[:LONGEST_SHOWN] + "…"
    return f"{file}: {where}: found {shown}; expected: {item['msg']}"


def _names(location: tuple) -> list[str]:
    model = {"files": DeliveredFile, "period": Period}.get(str(location[0]), Manifest)
    return [field.alias or name for name, field in model.model_fields.items()]
