"""manifest.yaml: what a delivery says about itself."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from pipelines.document import DocumentError, read_document
from pipelines.ingest.place import misplaced

MANIFEST = "manifest.yaml"
LONGEST_SHOWN = 60
"""Characters of a wrong value that a message shows."""
MOST_FAULTS_SHOWN = 5
"""Of a manifest that is wrong in many places, so that the message stays one that is read."""


def _day(value: Any) -> Any:
    """Only what is written as a date: pydantic would take 45123 for seconds since 1970."""
    if isinstance(value, str) and len(value) == len("2026-06-30"):
        return date.fromisoformat(value)
    if type(value) is date:
        return value
    raise ValueError(f"found {_shown(value)}; expected a date, as 2026-06-30")


Day = Annotated[date, BeforeValidator(_day)]
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=100)]
FileName = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*\.(csv|parquet)$", max_length=200)]


RECORDS, DELETIONS = "records", "deletions"


class ManifestError(Exception):
    """The manifest cannot be used: one message naming file, path in it, what was found and expected."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DeliveredFile(_Strict):
    """One file of the delivery and the raw table it fills; `rows` without the header.

    A file of deletions holds the keys of rows that earlier deliveries brought and that are no more.
    """

    name: FileName
    table: Name
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    rows: Annotated[int, Field(ge=0, strict=True)]
    holds: Literal["records", "deletions"] = RECORDS


class Period(_Strict):
    """First and last day that the delivery is about."""

    first: Annotated[Day, Field(alias="from")]
    last: Annotated[Day, Field(alias="to")]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise ValueError(f"found {self.first} to {self.last}; expected `to` not before `from`")
        return self


class Manifest(_Strict):
    """One delivery of one register. A snapshot replaces what came before, an increment adds and corrects;
    it may delete.
    """

    register_name: Annotated[Name, Field(alias="register")]
    delivery_id: Name
    kind: Literal["snapshot", "increment"]
    period: Period
    complete_to: Day
    received: Day
    files: Annotated[tuple[DeliveredFile, ...], Field(min_length=1)]
    note: str = ""

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        for what, named in (
            ("name", [file.name.casefold() for file in self.files]),
            ("table", [file.table for file in self.files if file.holds == RECORDS]),
            ("table for deletions", [file.table for file in self.files if file.holds == DELETIONS]),
        ):
            twice = sorted({value for value in named if named.count(value) > 1})
            if twice:
                raise ValueError(f"found {', '.join(twice)} more than once; expected every file {what} once")
        if self.kind == "snapshot" and any(file.holds == DELETIONS for file in self.files):
            raise ValueError("found a file of deletions; expected a snapshot to leave out what is no more")
        if self.complete_to > self.period.last:
            raise ValueError(
                f"found `complete_to` {self.complete_to} after the period's `to` {self.period.last}; "
                "expected it not to go beyond what the delivery is about"
            )
        if self.received < self.period.last:
            raise ValueError(
                f"found `received` {self.received} before the period's `to` {self.period.last}; expected a "
                "delivery to be about days that had been"
            )
        return self

    @property
    def content_hash(self) -> str:
        """SHA-256 of everything the manifest states; it holds the hash of every file.

        Of what a file holds only deletions are part of it: stores from before there were any keep their hash.
        """
        records = {n: {"holds"} for n, file in enumerate(self.files) if file.holds == RECORDS}
        stated = self.model_dump_json(by_alias=True, exclude={"files": records})
        return hashlib.sha256(stated.encode()).hexdigest()


def read_manifest(path: Path) -> Manifest:
    """The validated manifest of the delivery in folder `path`; raises ManifestError."""
    file = path / MANIFEST
    found = misplaced(file)
    if found:
        raise ManifestError(f"{file}: found {found}; expected every delivery to have a manifest")
    try:
        content = read_document(file.read_bytes())
    except DocumentError as error:
        located = ", " if str(error).startswith("line ") else ": "
        raise ManifestError(f"{file}{located}{error}") from None
    if not isinstance(content, dict):
        raise ManifestError(
            f"{file}: found {type(content).__name__}; expected names with values (YAML mapping)"
        )
    try:
        return Manifest.model_validate(content)
    except ValidationError as error:
        faults = [_sentence(item) for item in error.errors()]
        more = len(faults) - MOST_FAULTS_SHOWN
        shown = faults[:MOST_FAULTS_SHOWN] + ([f"and {more} more faults"] if more > 0 else [])
        raise ManifestError(f"{file}: {'; '.join(shown)}") from None


def _sentence(item: dict) -> str:
    where = ".".join(str(part)[:LONGEST_SHOWN] for part in item["loc"]) or "the whole"
    if item["type"] == "missing":
        return f"{where}: found nothing; expected a value"
    if item["type"] == "extra_forbidden":
        return f"{where}: found an unknown name; expected {', '.join(_names(item['loc']))}"
    if item["type"] == "value_error":
        reason = str(item["ctx"]["error"])
        expected = "" if "; expected " in reason else "; expected a date that exists, as 2026-06-30"
        return f"{where}: {reason}" if not expected else f"{where}: found {_shown(item['input'])}{expected}"
    return f"{where}: found {_shown(item['input'])}; expected: {item['msg']}"


def _shown(value: Any) -> str:
    found = repr(value)
    return found if len(found) <= LONGEST_SHOWN else found[:LONGEST_SHOWN] + "…"


def _names(location: tuple) -> list[str]:
    model = {"files": DeliveredFile, "period": Period}.get(str(location[0]), Manifest)
    return [field.alias or name for name, field in model.model_fields.items()]
