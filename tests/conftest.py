"""What holds for every test: a busy machine fails none, and every worker calls a test by the same name."""

import pytest
from hypothesis import settings

settings.register_profile("any_machine", deadline=None)
settings.load_profile("any_machine")


def pytest_itemcollected(item: pytest.Item) -> None:
    """A set is written in another order by another process: no name may be made of one."""
    callspec = getattr(item, "callspec", None)
    for name, value in callspec.params.items() if callspec else ():
        if isinstance(value, set | frozenset) and str(value) in item.name:
            raise pytest.UsageError(f"{item.nodeid}: {name} is a set and part of the name: give it an id")
