"""The building bricks of the agreement file: texts, codes and numbers, each saying what it expects.

A brick refuses what it does not know with the sentence that the author of the file will read.
"""

import re
from collections.abc import Collection
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from pipelines.methods.measures import MEASURES


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

    return Annotated[str, AfterValidator(check)]


def shaped(pattern: str, description: str) -> Any:
    """Text that matches `pattern` from end to end."""
    compiled = re.compile(pattern)

    def check(value: str) -> str:
        if not compiled.fullmatch(value):
            raise expected(description)
        return value

    return Annotated[str, AfterValidator(check)]


def _number(value: Any) -> Any:
    return Decimal(value) if type(value) is int else value


AgreementId = shaped(r"EX\d{3}", "an agreement id, as EX001")
CaseId = shaped(r"ID20\d{2}_\d{3}", "a case in Nye metoder, as ID2021_047")
AtcCode = shaped(r"[A-Z]\d{2}[A-Z]{2}\d{2}", "an ATC code at the fifth level, as L01FX07")
Identifier = shaped(r"[a-z][a-z0-9_]{0,39}", "a short name of lower-case letters, digits and _")
Sentence = Annotated[str, Field(min_length=1, max_length=2000)]
Number = Annotated[Decimal, BeforeValidator(_number)]
MeasureName = one_of(MEASURES)


class Block(BaseModel):
    """A part of the file: no key it does not know, no value of another type."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, str_strip_whitespace=True)


class Text(Block):
    """The same words in both languages."""

    english: Sentence
    norwegian: Sentence


class Sourced(Block):
    """A part that says where it comes from: a source, or that it is invented for the example."""

    source: Sentence | None = None
    is_invented: bool = False

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
