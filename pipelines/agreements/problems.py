"""What is wrong in an agreement file, in words for the person who wrote it: place, found, expected."""

import difflib
import types
import typing
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

LONGEST_FOUND = 60
"""Longer values are cut: a message names the place, it does not repeat the file."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: `path` is the place in the file, as `outcome_measures[2].time_days`."""

    path: str
    text: str

    def __str__(self) -> str:
        return f"{self.path}: {self.text}" if self.path else self.text


def problem(path: str, found: Any, expected: str) -> Problem:
    """A problem with the value `found` at `path`."""
    return Problem(path, f"found {shown(found)}; expected {expected}")


def shown(value: Any) -> str:
    """A value as it is named in a message, with its kind where the kind matters."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{value[:LONGEST_FOUND]}…'" if len(value) > LONGEST_FOUND else f"'{value}'"
    if isinstance(value, dict):
        return "a block of keys"
    if isinstance(value, list | tuple):
        return "a list" if value else "an empty list"
    return str(value)


def shape_problems(error: ValidationError, model: type[BaseModel]) -> Iterator[Problem]:
    """Every fault that pydantic found in a file read as `model`, in our words."""
    for fault in error.errors(include_url=False):
        location = fault["loc"]
        context = fault.get("ctx", {})
        kind = fault["type"]
        if kind == "extra_forbidden":
            name, known = str(location[-1]), _keys(_block_at(model, location[:-1]))
            yield Problem(path_of(location), f"found an unknown key; expected {one_of_words(name, known)}")
        elif kind == "missing":
            yield Problem(path_of(location), f"found nothing; expected the key '{location[-1]}'")
        elif kind == "origin":
            yield Problem(path_of(location), f"found {context['found']}; expected {context['expected']}")
        elif kind == "expected":
            known = context["known"]
            wanted = one_of_words(fault["input"], known) if known else context["description"]
            yield problem(path_of(location), fault["input"], wanted)
        else:
            yield problem(path_of(location), fault["input"], _expectation(kind, context, fault["msg"]))


def one_of_words(word: str, known: Collection[str]) -> str:
    """The known words, and the nearest one if `word` looks like a slip of the pen."""
    closest = difflib.get_close_matches(word, list(known), n=1)
    return f"one of {', '.join(known)}" + (f" (did you mean '{closest[0]}'?)" if closest else "")


def path_of(location: Sequence[str | int]) -> str:
    """`("outcome_measures", 2, "time_days")` as `outcome_measures[2].time_days`."""
    path = ""
    for step in location:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else step
    return path


def _expectation(kind: str, context: dict, message: str) -> str:
    plain = {
        "string_type": "text (put it in quotes)",
        "string_too_short": "text that is not empty",
        "int_type": "a whole number",
        "decimal_type": "a number",
        "is_instance_of": "a number",
        "decimal_max_places": "at most two decimals",
        "bool_type": "true or false",
        "date_type": "a date, as 2026-06-30 without quotes",
        "list_type": "a list",
        "model_type": "a block of keys",
        "model_attributes_type": "a block of keys",
    }
    if kind in plain:
        return plain[kind]
    if kind == "too_short":
        fewest = context["min_length"]
        return "at least one entry" if fewest == 1 else f"at least {fewest} entries"
    bounds = {
        "greater_than": ("more than", "gt"),
        "greater_than_equal": ("at least", "ge"),
        "less_than_equal": ("at most", "le"),
        "string_too_long": ("text of at most", "max_length"),
    }
    if kind in bounds:
        word, key = bounds[kind]
        return f"{word} {context[key]}" + (" characters" if kind == "string_too_long" else "")
    return f"another value ({message})"


def _keys(block: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in block.model_fields.items()]


def _block_at(model: type[BaseModel], location: Sequence[str | int]) -> type[BaseModel]:
    """The class that describes the block at `location`."""
    for step in location:
        if isinstance(step, str):
            field = next(f for name, f in model.model_fields.items() if step in (name, f.alias))
            model = next(blocks_in(field.annotation))
    return model


def blocks_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The classes of blocks that a field of this type may hold."""
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        if issubclass(annotation, BaseModel):
            yield annotation
    else:
        for part in typing.get_args(annotation):
            yield from blocks_in(part)
