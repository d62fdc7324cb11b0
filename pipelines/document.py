"""The text of an agreement file or a manifest to plain data, by a safe and deliberately small part of YAML.

Text stays text: only `true`, `false`, `null`, plain decimal numbers and ISO dates are read as anything else,
so `NO`, `on`, `012` and `1:30` do not turn into something the author did not write. Aliases, duplicate keys
and explicit tags (`!!int`) are refused. Decimal numbers become `Decimal`, exactly as written.
"""

import datetime
import re
from decimal import Decimal
from typing import Any

import yaml

LARGEST_FILE_BYTES = 1_000_000
MOST_DIGITS = 50
"""A number with more is no number of ours, and Python refuses to read some thousands of digits."""


class DocumentError(Exception):
    """The text cannot be read as one YAML document; the message says where, what was found and expected."""


class _PlainLoader(yaml.SafeLoader):
    """SafeLoader without aliases, duplicate keys, tags and surprising types."""

    yaml_implicit_resolvers: dict = {}

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark
            raise yaml.MarkedYAMLError(
                problem="found an alias (*); expected the value written out", problem_mark=mark
            )
        event = self.peek_event()
        if getattr(event, "tag", None) is not None:
            raise yaml.MarkedYAMLError(
                problem="found a tag (!); expected the value without it", problem_mark=event.start_mark
            )
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
        seen: dict[str, int] = {}
        for key_node, _ in node.value:
            if not isinstance(key_node, yaml.ScalarNode) or key_node.tag != "tag:yaml.org,2002:str":
                raise yaml.MarkedYAMLError(
                    problem="found a key that is not text; expected a word", problem_mark=key_node.start_mark
                )
            if key_node.value in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"found the key '{key_node.value}' a second time (first on line "
                    f"{seen[key_node.value]}); expected each key once",
                    problem_mark=key_node.start_mark,
                )
            seen[key_node.value] = key_node.start_mark.line + 1
        return super().construct_mapping(node, deep)


def _integer(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> int:
    return int(_digits(node))


def _decimal(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Decimal:
    return Decimal(_digits(node))


def _digits(node: yaml.ScalarNode) -> str:
    """The number as written. Its length is told, never the number: it may be a confidential one."""
    count = sum(character.isdigit() for character in node.value)
    if count > MOST_DIGITS:
        raise yaml.MarkedYAMLError(
            problem=f"found a number of {count} digits; expected at most {MOST_DIGITS} digits",
            problem_mark=node.start_mark,
        )
    return node.value


def _date(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> datetime.date:
    try:
        return datetime.date.fromisoformat(node.value)
    except ValueError:
        raise yaml.MarkedYAMLError(
            problem=f"found '{node.value}'; expected a date that exists, as 2026-06-30",
            problem_mark=node.start_mark,
        ) from None


for _tag, _pattern, _first in (
    ("bool", r"true|false", "tf"),
    ("null", r"null|~|", ["n", "~", ""]),
    ("int", r"-?(0|[1-9][0-9]*)", "-0123456789"),
    ("float", r"-?(0|[1-9][0-9]*)\.[0-9]+", "-0123456789"),
    ("timestamp", r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "0123456789"),
):
    _PlainLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_pattern})$"), list(_first)
    )
_PlainLoader.add_constructor("tag:yaml.org,2002:int", _integer)
_PlainLoader.add_constructor("tag:yaml.org,2002:float", _decimal)
_PlainLoader.add_constructor("tag:yaml.org,2002:timestamp", _date)


def read_document(content: bytes) -> Any:
    """Plain data (dict, list, str, int, Decimal, bool, date, None) of one YAML document in UTF-8.

    Raises DocumentError for other encodings, an empty or too large file, wrong syntax, aliases, duplicate
    keys, dates that do not exist, tags and numbers of more digits than MOST_DIGITS.
    """
    if len(content) > LARGEST_FILE_BYTES:
        raise DocumentError(f"found {len(content)} bytes; expected at most {LARGEST_FILE_BYTES}")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise DocumentError(
            f"line {line}: found byte 0x{content[error.start]:02x}, which is not UTF-8; "
            "expected the file to be saved as UTF-8"
        ) from None
    try:
        data = yaml.load(text, _PlainLoader)
    except yaml.MarkedYAMLError as error:
        raise DocumentError(_located(error)) from None
    except yaml.YAMLError as error:
        raise DocumentError(f"found {str(error).splitlines()[0]}; expected readable text") from None
    except (ValueError, OverflowError):
        # An escape such as "\UFFFFFFFF", of which the YAML reader does not say where it stands.
        raise DocumentError("found an escaped character that does not exist; expected text") from None
    except RecursionError:
        raise DocumentError("found brackets or lists nested too deeply; expected a few levels") from None
    if data is None:
        raise DocumentError("found an empty file; expected keys with values")
    return data


def _located(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or error.context or "unreadable YAML"
    text = problem if "; expected " in problem else f"found wrong YAML ({problem}); expected valid YAML"
    mark = error.problem_mark or error.context_mark
    return f"line {mark.line + 1}, column {mark.column + 1}: {text}" if mark else text
