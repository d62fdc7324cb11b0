"""Every worker must call a test by the same name, or the whole run ends before the first one."""

import pytest


def pytest_itemcollected(item: pytest.Item) -> None:
    """A set is written in another order by another process: no name may be made of one."""
    callspec = getattr(item, "callspec", None)
    for name, value in callspec.params.items() if callspec else ():
        if isinstance(value, set | frozenset) and str(value) in item.name:
            raise pytest.UsageError(f"{item.nodeid}: {name} is a set and part of the name: give it an id")
