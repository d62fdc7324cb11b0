"""File modes as a test sees them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def open_to_all() -> Iterator[None]:
    """The mask that takes nothing away: what does not close its files leaves them open to everybody."""
    before = os.umask(0)
    try:
        yield
    finally:
        os.umask(before)


def open_to_others(folder: Path) -> list[Path]:
    """Files and folders below `folder` with any right for somebody else than their owner."""
    return [
        path for path in sorted(folder.rglob("*")) if not path.is_symlink() and path.stat().st_mode & 0o077
    ]
