"""What differs between two protocols: place by place, as it was and as it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Change:
    """One place that differs; `before` or `after` is empty where the place was not there."""

    path: str
    before: str | None
    after: str | None


def differences(before: Any, after: Any) -> list[Change]:
    """The places where two protocols in plain data differ, in the order of the first, then of the second."""
    then, now = dict(_leaves("", before)), dict(_leaves("", after))
    found = [
        Change(path, then.get(path), now.get(path))
        for path in dict.fromkeys([*then, *now])
        if then.get(path) != now.get(path)
    ]
    return found + list(_moved("", before, after))


def _leaves(path: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict) and value:
        for key, part in value.items():
            yield from _leaves(f"{path}.{key}" if path else key, part)
    elif isinstance(value, list) and value:
        for name, part in zip(_names(value), value, strict=True):
            yield from _leaves(f"{path}[{name}]", part)
    else:
        yield path, _text(value)


def _names(parts: list) -> list[str]:
    """What each part of a list is called in a path: what tells it apart, or else its place."""
    for name_of in (_own_name, _measure_name):
        names = [name_of(part) for part in parts]
        if None not in names and len(set(names)) == len(names):
            return names
    return [str(position) for position in range(len(parts))]


def _own_name(part: Any) -> str | None:
    if not isinstance(part, dict):
        return None
    return next((str(part[key]) for key in ("id", "register", "name", "level") if key in part), None)


def _measure_name(part: Any) -> str | None:
    if not isinstance(part, dict) or "measure" not in part:
        return None
    keys = ("measure", "variant", "cohort", "time_days")
    return " ".join(str(part[key]) for key in keys if key in part)


def _moved(path: str, before: Any, after: Any) -> Iterator[Change]:
    """Lists whose common parts stand in another order."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in before:
            if key in after:
                yield from _moved(f"{path}.{key}" if path else key, before[key], after[key])
    elif isinstance(before, list) and isinstance(after, list):
        then, now = _names(before), _names(after)
        kept, found = [name for name in then if name in now], [name for name in now if name in then]
        if kept != found:
            yield Change(f"{path} (order)", ", ".join(kept), ", ".join(found))
        for name in kept:
            yield from _moved(f"{path}[{name}]", before[then.index(name)], after[now.index(name)])


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return "nothing"
    return str(value)
