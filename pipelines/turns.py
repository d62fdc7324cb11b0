"""One at a time: who writes to a folder holds its lock, the others wait and then are told.

The operating system drops the lock of a process that dies, however it dies: nothing is left to clean up.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WAIT_SECONDS = 900.0


class TurnError(Exception):
    """Somebody else did not finish in time; the message says where."""


@contextmanager
def turn(folder: Path, wait_seconds: float = WAIT_SECONDS, name: str = "lock") -> Iterator[None]:
    """Hold the lock of a folder. Raises TurnError where another process has held it for `wait_seconds`.

    Whoever holds a lock of another `name` does not stand in the way.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(folder / name, timeout=wait_seconds)
    try:
        lock.acquire()
    except Timeout:
        raise TurnError(
            f"{folder}: another run has been writing here for {wait_seconds:.0f} seconds; "
            "expected it to be done by then"
        ) from None
    try:
        yield
    finally:
        lock.release()
