"""The building bricks of the agreement file: texts, codes and numbers, each saying what it expects.

A brick refuses what it does not know with the sentence that the author of the file will read, and tells the
JSON Schema the same, so that an editor completes and checks it.
"""

import datetime
import re
from collections.abc import Collection
from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from pipelines.methods.group_terms import COHORTS
from pipelines.methods.measures import MEASURES

LARGEST_NUMBER = 10**12
LONGEST_DAYS = 36525
"""A hundred years."""

FIRST_YEAR, LAST_YEAR = 1950, 2150


def expected(description: str, known: Collection[str] = ()) -> PydanticCustomError:
    """The error of a value that is not what `description` says, or not one of the `known` words."""
    return PydanticCustomError(
        "expected", "{description}", {"description": description, "known": tuple(known)}
    )


def one_of(words: Collection[str]) -> Any:
    """Text that is one of `words`."""

    def check(value: str) -> str:
        if value not in words:
            raise expected("a known word", words)
        return value

    return Annotated[str, AfterValidator(check), WithJsonSchema({"type": "string", "enum": list(words)})]


def shaped(pattern: str, description: str) -> Any:
    """Text that matches `pattern` from end to end."""
    compiled = re.compile(pattern)

    def check(value: str) -> str:
        if not compiled.fullmatch(value):
            raise expected(description)
        return value

    schema = {"type": "string", "pattern": f"^(?:{pattern})$", "title": description}
    return Annotated[str, AfterValidator(check), WithJsonSchema(schema)]


def _number(value: Any) -> Any:
    return Decimal(value) if type(value) is int else value


def _small(value: Decimal) -> Decimal:
    if abs(value) >= LARGEST_NUMBER:
        raise expected(f"a number below {LARGEST_NUMBER}")
    return value


def _near(day: datetime.date) -> datetime.date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise expected(f"a date in the years {FIRST_YEAR} to {LAST_YEAR}")
    return day


def _as_text(value: Any) -> Any:
    return value.isoformat() if type(value) is datetime.date else value


def _existing(value: str) -> str:
    """A year, a month or a day that exists; the missing parts are filled in to try it."""
    try:
        datetime.date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        raise expected("a year, month or day that exists") from None
    return value


AgreementId = shaped(r"EX\d{3}", "an agreement id, as EX001")
CaseId = shaped(r"ID20\d{2}_\d{3}", "a case in Nye metoder, as ID2021_047")
AtcCode = shaped(r"[A-Z]\d{2}[A-Z]{2}\d{2}", "an ATC code at the fifth level, as L01FX07")
RegimenCode = shaped(r"\d{4}", "a regimen (KURID), four digits in quotes, as '0062'")
DiagnosisPrefix = shaped(r"[A-Z]\d{2}\d{0,2}", "the start of an ICD-10 code without a dot, as C910")
Identifier = shaped(r"[a-z][a-z0-9_]{0,39}", "a short name of lower-case letters, digits and _")
CountryCode = shaped(r"[A-Z]{2}", "a country in two letters, as SE")
TermsHash = shaped(r"[0-9a-f]{64}", "a SHA-256 of 64 lower-case hexadecimal digits")
PartialDate = Annotated[
    shaped(r"\d{4}(-\d{2}(-\d{2})?)?", "a year, a month or a day, as '2021', '2021-05' or 2021-05-14"),
    BeforeValidator(_as_text),
    AfterValidator(_existing),
]
Sentence = Annotated[str, Field(min_length=1, max_length=2000)]
Number = Annotated[Decimal, BeforeValidator(_number), AfterValidator(_small)]
Days = Annotated[int, Field(le=LONGEST_DAYS)]
Day = Annotated[datetime.date, AfterValidator(_near), WithJsonSchema({"type": "string", "format": "date"})]
AGREED_MEASURES = {
    name: measure
    for name, measure in MEASURES.items()
    if measure.may_be_agreed and set(measure.cohorts) <= set(COHORTS)
}
"""Measures of groups of treated patients: what an agreement may ask for."""

MeasureName = one_of(AGREED_MEASURES)

ONE_ORIGIN = {
    "oneOf": [
        {"required": ["source"], "properties": {"is_invented": {"const": False}}},
        {
            "required": ["is_invented"],
            "properties": {"is_invented": {"const": True}, "source": False},
        },
    ]
}
"""For the JSON Schema: a source, or is_invented: true, and never both."""


class Block(BaseModel):
    """A part of the file: no key it does not know, no value of another type."""

    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, str_strip_whitespace=True, use_attribute_docstrings=True
    )


class Text(Block):
    """The same words in both languages."""

    english: Sentence
    norwegian: Sentence


class Sourced(Block):
    """A part that says where it comes from: a source, or that it is invented for the example."""

    model_config = ConfigDict(json_schema_extra=ONE_ORIGIN)

    source: Sentence | None = None
    """Where it comes from; left out if it is invented."""

    is_invented: bool = False
    """True if it is invented for the example and has no source."""

    @model_validator(mode="after")
    def _has_one_origin(self) -> "Sourced":
        if (self.source is None) != self.is_invented:
            raise PydanticCustomError(
                "origin",
                "{found}, {expected}",
                {
                    "found": "both" if self.is_invented else "neither",
                    "expected": "either a source or is_invented: true",
                },
            )
        return self


class SourcedText(Text, Sourced):
    """A statement in both languages, with where it comes from."""
