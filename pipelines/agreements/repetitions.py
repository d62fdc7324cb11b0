"""Names that must stand once in a list."""

from collections.abc import Iterable, Iterator

from pipelines.agreements.problems import Problem, problem


def repeated(path: str, values: Iterable[object], key: str = "") -> Iterator[Problem]:
    """A problem for each value of the list at `path` that stands there before, at `key` of a part."""
    seen = set()
    for position, value in enumerate(values):
        if value in seen:
            yield problem(f"{path}[{position}]{key}", value, "each one once in the file")
        seen.add(value)
